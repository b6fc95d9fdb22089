package io.fusewire.actions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fusewire.core.containment.ContainmentPlanner;
import io.fusewire.core.containment.Measure.Obstacle;
import io.fusewire.core.containment.Packing.Level;
import io.fusewire.core.containment.PlannedContainment;
import io.fusewire.core.containment.PlannedContainment.Referral;
import io.fusewire.core.containment.PlannedContainment.Write;
import io.fusewire.core.containment.PolicyHolder;
import io.fusewire.core.containment.Trip;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Turns trips into actions, one trip after the other. A decision that comes twice is planned once.
 */
public final class ActionPlanner {

    private final ObjectMapper mapper = new ObjectMapper();
    private final ContainmentPlanner containment;
    private final Function<Write, List<PlannedAction>> besides;
    private final Set<String> planned = new HashSet<>();

    /** Where nothing is done but what AWS is asked. */
    public ActionPlanner(ContainmentPlanner containment) {
        this(containment, write -> List.of());
    }

    /**
     * @param besides what is done beside a write
     */
    public ActionPlanner(
            ContainmentPlanner containment, Function<Write, List<PlannedAction>> besides) {
        this.containment = containment;
        this.besides = besides;
    }

    /** What would be done about a trip, in that order; after each write what is done beside it. */
    public List<PlannedAction> plan(Trip trip) {
        if (!planned.add(trip.decisionId())) {
            return List.of();
        }
        List<PlannedAction> actions = new ArrayList<>();
        for (PlannedContainment what : containment.plan(trip)) {
            actions.add(action(what));
            if (what instanceof Write write) {
                actions.addAll(besides.apply(write));
            }
        }
        return actions;
    }

    private PlannedAction action(PlannedContainment what) {
        if (what instanceof Write write) {
            return write.written().level() == Level.TOO_LARGE ? refused(write) : write(write);
        }
        if (what instanceof Referral referral) {
            return referral(referral);
        }
        throw new IllegalArgumentException("no action is known for " + what);
    }

    private PlannedAction write(Write write) {
        List<PlannedCall> calls = new ArrayList<>();
        calls.add(AwsCalls.write(write.target(), write.written().document()));
        calls.addAll(AwsCalls.keys(write.target(), write.inactiveKeys(), false));
        List<PlannedCall> lifts = new ArrayList<>();
        lifts.add(AwsCalls.write(write.target(), write.lifted().document()));
        if (write.lifted().document().isEmpty()) {
            lifts.addAll(AwsCalls.keys(write.target(), write.inactiveKeys(), true));
        }
        return new PlannedAction(
                write.decisionId(),
                name(write),
                true,
                write.target().arn(),
                calls,
                json(write.written().document().text()),
                lifts,
                write.notes());
    }

    /** AWS would not take it, so nothing is called: what stands there stays in force. */
    private static PlannedAction refused(Write write) {
        return new PlannedAction(
                write.decisionId(),
                name(write),
                false,
                write.target().arn(),
                List.of(),
                null,
                List.of(),
                write.notes());
    }

    private static PlannedAction referral(Referral referral) {
        return new PlannedAction(
                referral.decisionId(),
                referral.unrevocable().obstacle() == Obstacle.IDENTITY_CENTER_USER
                        ? PlannedAction.AWS_IDENTITY_CENTER
                        : PlannedAction.AWS_IAM,
                false,
                referral.unrevocable().principalArn(),
                List.of(),
                null,
                List.of(),
                referral.notes());
    }

    private static String name(Write write) {
        return write.target().holder() == PolicyHolder.SERVICE_CONTROL_POLICY
                ? PlannedAction.AWS_IDENTITY_CENTER
                : PlannedAction.AWS_IAM;
    }

    private JsonNode json(String document) {
        try {
            return mapper.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a policy must be JSON, but was " + document, e);
        }
    }
}
