package io.fusewire.core.policy;

import io.fusewire.core.containment.EscalationLadder;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.EnforcementMode;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What people decided beforehand, checked and compiled.
 *
 * <p>Does not travel between operators itself: {@link PolicyVersion} does, as text.
 *
 * @param id names this version in decisions: a hash of its text, or {@code default}
 * @param version of the file format; 1
 * @param mode whether trips act or only report, where no rule says otherwise
 * @param unknown what a violation by a principal that nothing tells leads to
 * @param sharedSession what a violation in a session that an agent and a person share leads to
 * @param agents who is an agent, beside what a record itself proves; the first match counts
 * @param humans who is a person
 * @param breakGlass who is never revoked, always reported
 * @param classes signed limits by class
 * @param weights how bad a loss is
 * @param swarms how much harm many agents may do together
 * @param detectorMode how strictly the ladders keep to their budget; null leaves it to whoever runs
 *     the detector
 * @param agentDaysPerFalseTrip A, at least 1; null leaves it to whoever runs the detector
 * @param freezes declared change freezes
 * @param escalation how far containment may go by itself where less does not hold
 */
public record Policy(
        String id,
        int version,
        EnforcementMode mode,
        Reaction unknown,
        Reaction sharedSession,
        List<AgentRule> agents,
        List<PrincipalMatcher> humans,
        List<PrincipalMatcher> breakGlass,
        Map<String, ClassCaps> classes,
        HarmWeights weights,
        SwarmLimits swarms,
        @Nullable DetectorMode detectorMode,
        @Nullable Double agentDaysPerFalseTrip,
        List<Freeze> freezes,
        EscalationLadder escalation) {

    /** The only version of the file format so far. */
    public static final int FORMAT_VERSION = 1;

    /** What holds without a policy: shadow, everything that is not a person or a service trips. */
    public static final Policy DEFAULT =
            new Policy(
                    "default",
                    FORMAT_VERSION,
                    EnforcementMode.SHADOW,
                    Reaction.TRIP,
                    Reaction.TRIP,
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of());

    /** A policy that leaves all else as it is and declares no freeze. */
    public Policy(
            String id,
            int version,
            EnforcementMode mode,
            Reaction unknown,
            Reaction sharedSession,
            List<AgentRule> agents,
            List<PrincipalMatcher> humans,
            List<PrincipalMatcher> breakGlass,
            Map<String, ClassCaps> classes) {
        this(
                id,
                version,
                mode,
                unknown,
                sharedSession,
                agents,
                humans,
                breakGlass,
                classes,
                HarmWeights.SHIPPED,
                SwarmLimits.SHIPPED,
                null,
                null,
                List.of(),
                EscalationLadder.DEFAULT);
    }

    public Policy {
        agents = List.copyOf(agents);
        humans = List.copyOf(humans);
        breakGlass = List.copyOf(breakGlass);
        classes = Map.copyOf(classes);
        freezes = List.copyOf(freezes);
    }

    /** How much evidence a trip takes: as this policy says, and else as {@code given}. */
    public Sensitivity sensitivityOver(Sensitivity given) {
        return new Sensitivity(
                agentDaysPerFalseTrip == null
                        ? given.agentDaysPerFalseTrip()
                        : agentDaysPerFalseTrip,
                detectorMode == null ? given.strict() : detectorMode == DetectorMode.STRICT);
    }

    /** Whether a declared freeze covers this time and place. Allocates nothing. */
    public boolean isFrozen(
            long eventTimeMillis, String account, String region, String environment) {
        for (int i = 0; i < freezes.size(); i++) {
            if (freezes.get(i).covers(eventTimeMillis, account, region, environment)) {
                return true;
            }
        }
        return false;
    }

    /** The caps of a principal where no past is known. */
    public Caps capsFor(@Nullable String agentClass, AgentKind kind) {
        return capsFor(agentClass, kind, null, null);
    }

    /**
     * The caps of a principal: what this policy signs for its class, else what the class's past
     * suggests, else what is shipped for that class, else what the whole fleet's past suggests,
     * else the caps of a principal without a class.
     *
     * @param agentClass class from policy; null for none
     * @param kind decides only where neither policy nor product nor any past knows the class
     * @param ofClass proposed by the class's past; null where there is none
     * @param ofFleet proposed by the fleet's past; null where there is none
     */
    public Caps capsFor(
            @Nullable String agentClass,
            AgentKind kind,
            @Nullable Caps ofClass,
            @Nullable Caps ofFleet) {
        Caps defaults = defaultCaps(agentClass, kind, ofClass, ofFleet);
        ClassCaps signed = agentClass == null ? null : classes.get(agentClass);
        return signed == null ? defaults : signed.over(defaults);
    }

    /**
     * What it leads to when an agent of a class switches audit off.
     *
     * @param unsigned where this policy does not say
     */
    public Reaction auditOffBy(@Nullable String agentClass, Reaction unsigned) {
        ClassCaps signed = agentClass == null ? null : classes.get(agentClass);
        Reaction reaction = signed == null ? null : signed.auditOff();
        return reaction == null ? unsigned : reaction;
    }

    private static Caps defaultCaps(
            @Nullable String agentClass,
            AgentKind kind,
            @Nullable Caps ofClass,
            @Nullable Caps ofFleet) {
        if (ofClass != null) {
            return ofClass;
        }
        Caps shipped = agentClass == null ? null : ShippedCaps.ofClass(agentClass);
        if (shipped != null) {
            return shipped;
        }
        return ofFleet == null ? ShippedCaps.withoutClass(kind) : ofFleet;
    }

    /**
     * Classes that {@link #agents} names though neither this policy nor the product has caps for
     * them, sorted: legal, but often a misspelling.
     */
    public List<String> classesWithoutCaps() {
        TreeSet<String> names = new TreeSet<>();
        for (AgentRule rule : agents) {
            String agentClass = rule.agentClass();
            if (agentClass != null
                    && !classes.containsKey(agentClass)
                    && ShippedCaps.ofClass(agentClass) == null) {
                names.add(agentClass);
            }
        }
        return List.copyOf(names);
    }
}
