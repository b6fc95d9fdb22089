package io.fusewire.detector;

import io.fusewire.audit.ReaderLimits;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.inventory.InventoryLimits;
import io.fusewire.core.policy.PolicyVersion;
import io.fusewire.core.policy.Sensitivity;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PriorsReader;
import io.fusewire.policy.ShippedPriors;

import org.jspecify.annotations.Nullable;

import java.io.Serializable;

/**
 * What the operators of one job are told when the graph is built; travels to them with the graph.
 *
 * @param execution how records reach the keyed operators
 * @param policyText the policy that holds before any control message does, null for the default
 * @param priorsText the priors that hold before any control message does, null for the shipped ones
 * @param agentDaysPerFalseTrip A, agent-days accepted per false trip; at least 1
 * @param control whom the live detector obeys; a replay asks nobody
 * @param alwaysShadow whether trips never revoke, whatever policy says
 * @param recordBytesMax size of one record in its container, bytes
 * @param seenIdsMax event ids kept per account
 * @param resourcesMax resources kept per account
 * @param agentRetentionMillis wall-clock silence after which an agent whose breaker is closed is
 *     forgotten
 * @param breakerStatesMax agents per parallel instance whose breaker is shown as a metric
 */
public record DetectorSettings(
        Execution execution,
        @Nullable String policyText,
        @Nullable String priorsText,
        double agentDaysPerFalseTrip,
        ControlTrust control,
        boolean alwaysShadow,
        int recordBytesMax,
        int seenIdsMax,
        int resourcesMax,
        long agentRetentionMillis,
        int breakerStatesMax)
        implements Serializable {

    /** How records reach the keyed operators. */
    public enum Execution {
        /** In the order of arrival; each is judged at once. */
        STREAMING,
        /**
         * Key by key, sorted by time; records of one time are gathered and put into the total
         * order.
         */
        BATCH
    }

    private static final long DAY_MILLIS = 24L * 60 * 60 * 1_000;

    /** What holds live unless configured otherwise. */
    public static final DetectorSettings LIVE =
            new DetectorSettings(
                    Execution.STREAMING,
                    null,
                    null,
                    Sensitivity.DEFAULT.agentDaysPerFalseTrip(),
                    ControlTrust.NOBODY,
                    false,
                    ReaderLimits.DEFAULT.recordBytes(),
                    InventoryLimits.DEFAULT.seenIdsMax(),
                    InventoryLimits.DEFAULT.resourcesMax(),
                    400 * DAY_MILLIS,
                    1_000);

    /** What holds in a replay: nothing is ever enforced. */
    public static final DetectorSettings REPLAY =
            new DetectorSettings(
                    Execution.BATCH,
                    null,
                    null,
                    LIVE.agentDaysPerFalseTrip,
                    ControlTrust.NOBODY,
                    true,
                    LIVE.recordBytesMax,
                    LIVE.seenIdsMax,
                    LIVE.resourcesMax,
                    LIVE.agentRetentionMillis,
                    0);

    /** These settings with an initial policy, null for the default. */
    public DetectorSettings withPolicy(@Nullable String text) {
        return new DetectorSettings(
                execution,
                text,
                priorsText,
                agentDaysPerFalseTrip,
                control,
                alwaysShadow,
                recordBytesMax,
                seenIdsMax,
                resourcesMax,
                agentRetentionMillis,
                breakerStatesMax);
    }

    /** These settings with other priors, null for the shipped ones, and another budget. */
    public DetectorSettings withPriors(@Nullable String text, double budget) {
        return new DetectorSettings(
                execution,
                policyText,
                text,
                budget,
                control,
                alwaysShadow,
                recordBytesMax,
                seenIdsMax,
                resourcesMax,
                agentRetentionMillis,
                breakerStatesMax);
    }

    /** The priors that hold before any control message does. */
    Priors initialPriors() {
        if (priorsText == null) {
            return ShippedPriors.get();
        }
        try {
            return PriorsReader.read(priorsText, "priors");
        } catch (PolicyException e) {
            throw new IllegalArgumentException(
                    "priors must be usable, but were not:\n" + e.getMessage(), e);
        }
    }

    Sensitivity sensitivity() {
        return new Sensitivity(agentDaysPerFalseTrip, false);
    }

    /** The policy that holds before any control message does; null for the default. */
    @Nullable PolicyVersion initialPolicy() {
        return policyText == null ? null : PolicyVersion.of(Long.MIN_VALUE, policyText);
    }

    ReaderLimits readerLimits() {
        ReaderLimits shipped = ReaderLimits.DEFAULT;
        return new ReaderLimits(
                recordBytesMax,
                shipped.nesting(),
                Math.min(shipped.stringChars(), recordBytesMax),
                shipped.nameChars(),
                Math.max(shipped.envelopeBytes(), recordBytesMax),
                shipped.envelopes(),
                shipped.deadLetterBytes());
    }

    InventoryLimits inventoryLimits() {
        InventoryLimits shipped = InventoryLimits.DEFAULT;
        return new InventoryLimits(
                seenIdsMax,
                Math.min(shipped.seenIdsMin(), seenIdsMax),
                shipped.seenHorizon(),
                resourcesMax,
                shipped.resourceHorizon(),
                shipped.destroyedHorizon(),
                shipped.repeatHorizon(),
                shipped.ownershipHorizon(),
                shipped.environmentsMax(),
                shipped.principalsPerEnvironmentMax(),
                shipped.cascadesPerRegionMax(),
                shipped.stackHorizon(),
                shipped.groupHorizon());
    }
}
