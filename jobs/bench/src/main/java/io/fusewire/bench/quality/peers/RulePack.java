package io.fusewire.bench.quality.peers;

import io.fusewire.bench.quality.Detector;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.inventory.AccountEvent;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Rules on single calls in the manner of public detection rules: a name, a severity of 21, 47, 73
 * or 99, summed over an hour of one principal. It knows no owner and no habit, as public rules do
 * not; batches count once.
 */
public final class RulePack implements Detector {

    private static final int CRITICAL = 99;
    private static final int HIGH = 73;
    private static final int MEDIUM = 47;
    private static final int LOW = 21;

    private static final Set<String> AUDIT =
            Set.of(
                    "StopLogging",
                    "DeleteTrail",
                    "DeleteDetector",
                    "DeleteFlowLogs",
                    "DeleteConfigurationRecorder",
                    "StopConfigurationRecorder",
                    "DeleteEventDataStore");

    private static final Map<String, Integer> BY_NAME =
            Map.ofEntries(
                    Map.entry("ScheduleKeyDeletion", HIGH),
                    Map.entry("DisableKey", MEDIUM),
                    Map.entry("DeleteDBCluster", HIGH),
                    Map.entry("DeleteDBInstance", HIGH),
                    Map.entry("DeleteGlobalCluster", HIGH),
                    Map.entry("DeleteBackupVault", HIGH),
                    Map.entry("DeleteRecoveryPoint", MEDIUM),
                    Map.entry("DeleteBucket", MEDIUM),
                    Map.entry("DeleteObjects", LOW),
                    Map.entry("DeleteTable", MEDIUM),
                    Map.entry("DeleteFileSystem", MEDIUM),
                    Map.entry("DeleteStack", MEDIUM),
                    Map.entry("DeleteLogGroup", MEDIUM),
                    Map.entry("DeleteSecret", MEDIUM),
                    Map.entry("DeleteVpc", MEDIUM),
                    Map.entry("DeleteRole", LOW),
                    Map.entry("DeleteUser", LOW),
                    Map.entry("DeleteSnapshot", LOW),
                    Map.entry("TerminateInstances", LOW),
                    Map.entry("DeleteRule", LOW));

    private static final int OTHER_DESTRUCTION = 5;

    private final Map<String, Window> hours = new HashMap<>();

    @Override
    public double score(AccountEvent event) {
        int severity = Deeds.isStoppable(event) ? severityOf(event.event()) : 0;
        return severity == 0
                ? 0
                : hours.computeIfAbsent(
                                event.chargedAgent(), agent -> new Window(Deeds.HOUR_MILLIS))
                        .add(event.event().eventTimeMillis(), severity);
    }

    private static int severityOf(AuditEvent event) {
        if (event.outcome() != Outcome.SUCCESS) {
            return 0;
        }
        if (AUDIT.contains(event.eventName())) {
            return CRITICAL;
        }
        if (event.effect() == Effect.PROTECTION_REMOVAL) {
            return MEDIUM;
        }
        Integer named = BY_NAME.get(event.eventName());
        if (named != null) {
            return named;
        }
        return event.has(Effect.DESTROY) ? OTHER_DESTRUCTION : 0;
    }
}
