package io.fusewire.bench.fleet.org;

import io.fusewire.bench.fleet.cloud.Account;
import io.fusewire.bench.fleet.cloud.Call;
import io.fusewire.bench.fleet.cloud.Caller;
import io.fusewire.bench.fleet.cloud.Dice;
import io.fusewire.bench.fleet.cloud.Failure;
import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.cloud.ResourceType.Verb;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a member does: calls with their failures and retries, and what they change in the world.
 *
 * <p>About a tenth of the records are of calls that fail, as in busy accounts.
 */
public final class Hands {

    private static final double THROTTLED = 0.03;
    private static final double DENIED = 0.03;
    private static final double IN_USE = 0.06;
    private static final double NOT_FOUND = 0.03;
    private static final double DRY_RUN = 0.03;

    private final Member member;
    private final Organisation organisation;
    private final Dice dice;

    // Of the incident that the member is about, if any.
    private @Nullable String incident;

    Hands(Member member) {
        this.member = member;
        this.organisation = member.organisation();
        this.dice = member.dice();
    }

    /** From now on acts belong to an incident, or to none if null. */
    public void actFor(@Nullable String newIncident) {
        incident = newIncident;
    }

    private void write(long at, Caller caller, Call call, @Nullable Failure failure, int lost) {
        organisation
                .trail()
                .write(
                        at,
                        caller,
                        call,
                        failure,
                        new Trail.Label(
                                member.actor().id(), incident, incident == null ? 0 : lost));
    }

    private long now() {
        return organisation.agenda().now();
    }

    /** Looks at or uses a resource, alive or not. */
    public void use(Resource resource) {
        resource.touch(member.actor().id(), now());
        call(resource.type().call(Verb.USE, resource, dice));
    }

    /** Changes a resource; of a type that cannot be changed, looks at it. */
    public boolean change(Resource resource) {
        resource.touch(member.actor().id(), now());
        Verb verb = resource.type().has(Verb.CHANGE) ? Verb.CHANGE : Verb.USE;
        return call(resource.type().call(verb, resource, dice));
    }

    /** Takes a protection away, if the type has one. */
    public void unguard(Resource resource) {
        if (resource.type().has(Verb.UNGUARD)
                && call(resource.type().call(Verb.UNGUARD, resource, dice))) {
            resource.setGuarded(false);
        }
    }

    /** Stops a resource or scales it to nothing, if the type can be. */
    public void pause(Resource resource) {
        if (resource.type().has(Verb.PAUSE)) {
            call(resource.type().call(Verb.PAUSE, resource, dice));
        }
    }

    /**
     * Makes a call of any kind.
     *
     * @return whether it succeeded, perhaps after retries
     */
    public boolean call(Call call) {
        long at = throttled(call);
        if (dice.chance(DENIED)) {
            write(at, member.caller(), call, Failure.DENIED, 0);
            return false;
        }
        if (call.readOnly() && dice.chance(NOT_FOUND)) {
            write(at, member.caller(), call, Failure.NOT_FOUND, 0);
            return false;
        }
        write(at, member.caller(), call, null, 0);
        return true;
    }

    /**
     * Lets throttled attempts go before, with growing pauses; returns when the call gets through.
     */
    private long throttled(Call call) {
        long at = now();
        long pause = Day.SECOND;
        while (dice.chance(THROTTLED) && pause < 16 * Day.SECOND) {
            write(at, member.caller(), call, Failure.THROTTLED, 0);
            at += (long) (pause * dice.uniform(0.6, 1.4));
            pause *= 2;
        }
        return at;
    }

    /** A call that is refused, whatever the dice say. */
    public void denied(Call call) {
        write(now(), member.caller(), call, Failure.DENIED, 0);
    }

    // Making

    /** Makes a resource with a name of its own in the member's account. */
    public @Nullable Resource create(ResourceType type, @Nullable Resource in, String group) {
        return create(type, organisation.names().of(type, group, dice), in, group);
    }

    /**
     * Makes a resource.
     *
     * @return null if the call failed
     */
    public @Nullable Resource create(
            ResourceType type, String name, @Nullable Resource in, String group) {
        return createIn(member.account(), member.caller(), type, name, in, group);
    }

    private @Nullable Resource createIn(
            Account account,
            Caller caller,
            ResourceType type,
            String name,
            @Nullable Resource in,
            String group) {
        Resource made =
                new Resource(
                        type,
                        account,
                        type.newId(name, dice),
                        name,
                        in,
                        member.actor().id(),
                        now(),
                        group);
        Call call = type.call(Verb.CREATE, made, dice);
        long at = throttled(call);
        if (dice.chance(DENIED)) {
            write(at, caller, call, Failure.DENIED, 0);
            return null;
        }
        write(at, caller, call, null, 0);
        made.touch(member.actor().id(), at);
        organisation.inventory().add(made);
        return made;
    }

    /** Makes instances with one call. */
    public List<Resource> runInstances(int count, String group) {
        List<Resource> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = organisation.names().of(ResourceType.INSTANCE, group, dice);
            made.add(
                    new Resource(
                            ResourceType.INSTANCE,
                            member.account(),
                            ResourceType.INSTANCE.newId(name, dice),
                            name,
                            null,
                            member.actor().id(),
                            now(),
                            group));
        }
        Call call = Batches.runInstances(made, dice);
        if (!call(call)) {
            return List.of();
        }
        for (Resource instance : made) {
            instance.touch(member.actor().id(), now());
            organisation.inventory().add(instance);
        }
        return made;
    }

    // Ending

    /**
     * Ends a resource.
     *
     * @return whether it ended
     */
    public boolean delete(Resource resource) {
        return delete(resource, IN_USE);
    }

    /** Ends a resource that may still be in use by another. */
    public boolean delete(Resource resource, double inUse) {
        Call call = resource.type().call(Verb.DELETE, resource, dice);
        if (!resource.isAlive()) {
            write(now(), member.caller(), call, Failure.NOT_FOUND, 0);
            return false;
        }
        if (resource.type().service().equals("ec2") && dice.chance(DRY_RUN)) {
            write(now(), member.caller(), call, Failure.DRY_RUN, 0);
        }
        if (dice.chance(DENIED)) {
            write(now(), member.caller(), call, Failure.DENIED, 0);
            return false;
        }
        long at = throttled(call);
        int tries = 0;
        while (dice.chance(tries == 0 ? inUse : 0.4)) {
            write(at, member.caller(), call, Failure.IN_USE, 0);
            at += (long) (Day.SECOND * dice.uniform(5, 20));
            if (++tries == 4) {
                return false;
            }
        }
        end(at, member.caller(), call, List.of(resource));
        return true;
    }

    private void end(long at, Caller caller, Call call, List<Resource> resources) {
        int lost = 0;
        for (Resource resource : resources) {
            if (resource.isAlive() && isOfOthers(resource)) {
                lost++;
            }
            organisation.inventory().remove(resource);
        }
        write(at, caller, call, null, lost);
    }

    private boolean isOfOthers(Resource resource) {
        return !resource.maker().equals(member.actor().id());
    }

    /** Ends many of one type with one call, where the service has a call for many. */
    public void deleteTogether(List<Resource> resources) {
        List<Resource> living =
                resources.stream().filter(Resource::isAlive).collect(Collectors.toList());
        if (living.isEmpty()) {
            return;
        }
        Call call = Batches.delete(living, dice);
        long at = throttled(call);
        if (dice.chance(DENIED)) {
            write(at, member.caller(), call, Failure.DENIED, 0);
            return;
        }
        end(at, member.caller(), call, living);
    }

    /**
     * Ends a stack; CloudFormation then ends what it made, from the youngest on, in this member's
     * name.
     */
    public void deleteStack(Resource stack) {
        if (!delete(stack, 0)) {
            return;
        }
        Caller caller = member.caller().on("cloudformation");
        List<Resource> children = organisation.childrenOf(stack);
        long at = now() + 3 * Day.SECOND;
        for (Resource child : children) {
            at += (long) (Day.SECOND * dice.exponential(4));
            organisation.agenda().at(at, sameCause(() -> endChild(child, caller)));
        }
    }

    private void endChild(Resource child, Caller caller) {
        if (child.isAlive()) {
            Call call = child.type().call(Verb.DELETE, child, dice);
            end(now(), caller, call, List.of(child));
        }
    }

    /** The same act, done later on behalf of what this member is about now. */
    private Runnable sameCause(Runnable act) {
        String cause = incident;
        return () -> {
            String before = incident;
            incident = cause;
            act.run();
            incident = before;
        };
    }

    /** Makes a stack and, through CloudFormation, what is in it. */
    public @Nullable Resource createStack(String name, List<ResourceType> types, String group) {
        Resource stack = create(ResourceType.STACK, name, null, group);
        if (stack == null) {
            return null;
        }
        Caller caller = member.caller().on("cloudformation");
        long at = now();
        for (ResourceType type : types) {
            at += (long) (Day.SECOND * dice.exponential(4)) + Day.SECOND;
            organisation.agenda().at(at, sameCause(() -> makeChild(stack, caller, type, group)));
        }
        return stack;
    }

    private void makeChild(Resource stack, Caller caller, ResourceType type, String group) {
        String name = organisation.names().of(type, group, dice);
        Resource made = createIn(member.account(), caller, type, name, null, group);
        if (made != null) {
            organisation.addChild(stack, made);
        }
    }

    // Order of work

    /** Does things one after another, with a pause before each but the first. */
    public void inTurn(long startMillis, double meanPauseSeconds, List<Runnable> acts) {
        next(startMillis, meanPauseSeconds, acts, 0);
    }

    private void next(long at, double meanPauseSeconds, List<Runnable> acts, int index) {
        if (index == acts.size()) {
            return;
        }
        organisation
                .agenda()
                .at(
                        at,
                        () -> {
                            acts.get(index).run();
                            long pause =
                                    (long) (Day.SECOND * dice.exponential(meanPauseSeconds)) + 200;
                            next(now() + pause, meanPauseSeconds, acts, index + 1);
                        });
    }
}
