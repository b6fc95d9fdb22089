package io.fusewire.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * The incident as it happens, second by second: each call is made when its time has come, and is
 * answered by what AWS then lets through. The person whose role the agent uses works on meanwhile.
 *
 * <p>Its records reach the stream as late as EventBridge would bring them.
 */
final class LiveIncident {

    /** An agent that is refused again and again gives up. */
    private static final int REFUSALS_MAX = 5;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

    private final BillingAccount billing;
    private final Trail trail;
    private final DemoAws aws;
    private final AuditProducer producer;
    private final Watcher watcher;
    private final Deque<DeleteAndRecreate.Step> steps;
    private final int stepsFrom;
    private final PriorityQueue<FleetRecord> underWay =
            new PriorityQueue<>(Comparator.comparing(FleetRecord::deliveredAt));
    private int looks;
    private int looksRefused;
    private int lost;
    private int refused;

    /** Is told what happens. */
    interface Watcher {

        /** The agent made a call, and how it was answered. */
        void called(Instant at, Call answered);
    }

    LiveIncident(FleetDay day, DemoAws aws, AuditProducer producer, Watcher watcher) {
        this.billing = day.billing();
        this.trail = day.trail();
        this.aws = aws;
        this.producer = producer;
        this.watcher = watcher;
        this.steps = new ArrayDeque<>(billing.incident().harm());
        this.stepsFrom = DeleteAndRecreate.HARM_FROM_SECOND;
    }

    /** Plays it to its end: the agent has done all that it wanted, or has given up. */
    void play() throws InterruptedException {
        Instant start = Instant.now();
        Instant nextLook = start.plusSeconds(1);
        while (isAtWork()) {
            Instant nextStep = start.plusSeconds(steps.element().atSecond() - (long) stepsFrom);
            Instant next = nextStep.isBefore(nextLook) ? nextStep : nextLook;
            waitUntil(next);
            if (next.equals(nextStep)) {
                actAsAgent(steps.remove());
            } else {
                lookAsPerson();
                nextLook = nextLook.plus(BETWEEN_LOOKS);
            }
        }
        actAsPerson(billing.personsChange());
        while (!underWay.isEmpty()) {
            waitUntil(underWay.element().deliveredAt());
        }
    }

    private boolean isAtWork() {
        return !steps.isEmpty() && refused < REFUSALS_MAX;
    }

    private void actAsAgent(DeleteAndRecreate.Step step) {
        Instant now = Instant.now();
        Call answered = aws.answered(step.caller(), step.call());
        billing.agent().callOnce(now, step.caller(), answered);
        if (answered != step.call()) {
            refused++;
        } else if (step.isLoss()) {
            lost++;
        }
        underWay.addAll(trail.takeNew());
        watcher.called(now, answered);
    }

    private void lookAsPerson() {
        List<Call> all = billing.personsLooks();
        actAsPerson(all.get(looks % all.size()));
    }

    private void actAsPerson(Call call) {
        Caller caller = billing.personCaller();
        Call answered = aws.answered(caller, call);
        billing.person().callOnce(Instant.now(), caller, answered);
        underWay.addAll(trail.takeNew());
        looks++;
        if (answered != call) {
            looksRefused++;
        }
    }

    /** Brings what is due to the stream meanwhile. */
    private void waitUntil(Instant time) throws InterruptedException {
        while (!underWay.isEmpty() && !underWay.element().deliveredAt().isAfter(time)) {
            sleepUntil(underWay.element().deliveredAt());
            producer.send(underWay.remove());
            producer.flush();
        }
        sleepUntil(time);
    }

    private static void sleepUntil(Instant time) throws InterruptedException {
        long millis = Duration.between(Instant.now(), time).toMillis();
        if (millis > 0) {
            TimeUnit.MILLISECONDS.sleep(millis);
        }
    }

    /** Resources that the agent destroyed. */
    int lost() {
        return lost;
    }

    /** Calls of the agent that were refused. */
    int refused() {
        return refused;
    }

    /** Calls that the person made meanwhile. */
    int personsCalls() {
        return looks;
    }

    /** Of those, the refused ones. */
    int personsRefused() {
        return looksRefused;
    }
}
