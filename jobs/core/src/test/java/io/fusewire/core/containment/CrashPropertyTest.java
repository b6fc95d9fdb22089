package io.fusewire.core.containment;

import static io.fusewire.core.containment.World.START;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.identity.SessionPrincipal;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A crash at any stage: what happened since the latest checkpoint is forgotten here, but not at
 * AWS, and the topics are read again from there.
 */
class CrashPropertyTest {

    private static final String AGENT = "aws:111122223333:role/Coder/ci-#:agent";
    private static final String SESSION = World.session("AROAX", "ci-1");
    private static final String SIBLING = World.session("AROAX", "ci-2");
    private static final long SECOND = 1_000;
    private static final String USER = "arn:aws:iam::111122223333:user/coder";
    private static final String KEY = "AKIAEXAMPLE";
    private static final EscalationLadder TO_THE_KEY =
            new EscalationLadder(List.of(Rung.SESSION, Rung.KEY, Rung.PERSON));

    /** Of each step what it takes in; AWS answers in steps of its own. */
    private static List<Consumer<World>> story(boolean climbsToTheKey) {
        Trip first =
                World.trip("d1", AGENT, START, new SessionPrincipal(SESSION, World.role("Coder")));
        return story(
                climbsToTheKey ? World.by(TO_THE_KEY, World.issuedBy(USER, KEY, first)) : first);
    }

    private static List<Consumer<World>> story(Trip first) {
        return List.of(
                world -> world.trip(first),
                World::answerAll,
                world -> world.breaker(AGENT, BreakerState.OPEN, "d1", START),
                world -> world.passTo(START + 5 * SECOND),
                world -> world.call("d1", AGENT, SESSION, Outcome.DENIED, START + 4 * SECOND),
                world -> world.call("d1", AGENT, SIBLING, Outcome.SUCCESS, START + 5 * SECOND),
                World::answerAll,
                world -> world.call("d1", AGENT, SIBLING, Outcome.DENIED, START + 9 * SECOND),
                world -> world.passTo(START + 400 * SECOND),
                World::answerAll,
                world -> world.call("d1", AGENT, SESSION, Outcome.DENIED, START + 450 * SECOND),
                world -> world.call("d1", AGENT, SIBLING, Outcome.DENIED, START + 450 * SECOND),
                world -> world.breaker(AGENT, BreakerState.HALF_OPEN, null, START + 500 * SECOND),
                World::answerAll,
                world -> world.breaker(AGENT, BreakerState.CLOSED, null, START + 600 * SECOND),
                World::answerAll);
    }

    private static final int STEPS = story(false).size();

    @Property(tries = 500)
    void leavesTheSamePoliciesAndClaims(
            @ForAll @IntRange(max = 16) int end,
            @ForAll @IntRange(max = 16) int checkpoint,
            @ForAll @IntRange(max = 16) int crash,
            @ForAll boolean lostAnswer,
            @ForAll boolean climbsToTheKey) {
        List<Consumer<World>> story = story(climbsToTheKey);
        int last = Math.min(end, STEPS);
        int stored = Math.min(checkpoint, last);
        int crashed = Math.max(stored, Math.min(crash, last));

        World unbroken = new World(new TestingAws());
        run(story, unbroken, 0, last);
        unbroken.settle();
        goesOnTrying(unbroken);

        World broken = new World(new TestingAws());
        run(story, broken, 0, stored);
        World.Snapshot snapshot = broken.snapshot();
        run(story, broken, stored, crashed);
        if (lostAnswer) {
            broken.underWay
                    .values()
                    .forEach(asked -> broken.aws.write(asked.request(), broken.now));
        }
        broken.restore(snapshot);
        run(story, broken, stored, last);
        broken.settle();
        goesOnTrying(broken);

        assertThat(broken.aws.documents).isEqualTo(unbroken.aws.documents);
        if (crashed == stored && !lostAnswer) {
            assertThat(broken.aws.inactiveKeys).isEqualTo(unbroken.aws.inactiveKeys);
        } else {
            // An answer that was lost leaves it open who set the key inactive: it stays so.
            assertThat(broken.aws.inactiveKeys).containsAll(unbroken.aws.inactiveKeys);
        }
        assertThat(broken.finalClaims())
                .as("checkpoint after %d, crash after %d of %d steps", stored, crashed, last)
                .isEqualTo(unbroken.finalClaims());
        assertThat(broken.targets.keySet()).isEqualTo(unbroken.targets.keySet());
    }

    /**
     * What was proven of a write that had to be made again is proven only by what comes later: so
     * the sessions are seen once more.
     */
    private static void goesOnTrying(World world) {
        world.pass(5 * SECOND);
        world.call("d1", AGENT, SESSION, Outcome.DENIED, world.now);
        world.call("d1", AGENT, SIBLING, Outcome.DENIED, world.now);
    }

    private static void run(List<Consumer<World>> story, World world, int from, int to) {
        story.subList(from, to).forEach(step -> step.accept(world));
    }

    @Property(tries = 200)
    void afterACrashWithoutLossTheSameRequestIsAskedAgain(
            @ForAll @IntRange(max = 16) int crash, @ForAll boolean climbsToTheKey) {
        World world = new World(new TestingAws());
        run(story(climbsToTheKey), world, 0, Math.min(crash, STEPS));
        Map<Target, WriteAsked> underWay = Map.copyOf(world.underWay);
        world.restore(world.snapshot());

        assertThat(world.underWay).isEqualTo(underWay);
    }

    /** 20 roles of 10 sessions each within 10 seconds, faults among them, then all reset. */
    @Property(tries = 20)
    void twoHundredSessionsAreContainedAndLiftedWhateverFails(
            @ForAll @Size(max = 40) List<TestingAws.Fault> faults,
            @ForAll @IntRange(max = 9) int crashSecond) {
        TestingAws aws = new TestingAws();
        World world = new World(aws);
        faults.stream().filter(fault -> fault != TestingAws.Fault.REFUSED).forEach(aws.faults::add);
        for (int second = 0; second < 10; second++) {
            for (int i = 0; i < 20; i++) {
                String role = "Role" + i;
                String name = "s" + second;
                world.trip(
                        World.trip(
                                "d-" + role + name,
                                "agent-" + role + name,
                                world.now,
                                new SessionPrincipal(
                                        World.session("AROA" + i, name), World.role(role))));
            }
            world.answerAll();
            world.pass(SECOND);
            if (second == crashSecond) {
                world.restore(world.snapshot());
            }
        }
        world.settle();

        assertThat(world.finalClaims().values()).hasSize(200).containsOnly(Claim.WRITTEN);
        assertThat(aws.documents).hasSize(20);
        assertThat(aws.documents.values())
                .allSatisfy(document -> assertThat(document.length()).isLessThan(10_240));
        for (int i = 0; i < 20; i++) {
            for (int s = 0; s < 10; s++) {
                assertThat(aws.documents.get(World.role("Role" + i)))
                        .contains("\"AROA" + i + ":s" + s + "\"");
            }
        }

        for (int i = 0; i < 20; i++) {
            for (int s = 0; s < 10; s++) {
                world.breaker("agent-Role" + i + "s" + s, BreakerState.CLOSED, null, world.now);
            }
        }
        world.settle();
        assertThat(aws.documents).isEmpty();
        assertThat(world.targets).isEmpty();
        assertThat(new TreeMap<>(world.finalClaims()).values()).containsOnly(Claim.LIFTED);
    }
}
