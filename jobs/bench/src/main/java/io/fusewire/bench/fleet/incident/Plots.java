package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.IncidentKind;

import java.util.List;

/** All kinds of incidents. */
public final class Plots {

    public static final List<Plot> ALL =
            List.of(
                    new DeleteAndRecreate(),
                    new StackDeleteAndRecreate(),
                    new DestroyWithLostState(),
                    new DropDatabases(),
                    new ScheduleKeyDeletions(),
                    new PurgeBackups(),
                    new MassTerminate(),
                    new EmptyBuckets(),
                    new UnguardThenDelete(),
                    new BlindThenDelete(),
                    new SlowDrip(),
                    new ManySessions(),
                    new SessionRotation(),
                    new OverreachingTeardown(),
                    new Poisoning(),
                    new OverzealousOptimiser(),
                    new ScaleToZero(),
                    new TwoInTurns(),
                    new Newcomer(),
                    new WipeAndRefill(),
                    new RegionCleanup(),
                    new ReplaceLoop(),
                    new IamLockout(),
                    new NightTrickle(),
                    new Swarm());

    private Plots() {}

    /**
     * @throws IllegalArgumentException if there is none of that kind
     */
    public static Plot of(IncidentKind kind) {
        return ALL.stream()
                .filter(plot -> plot.kind().equals(kind))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "incident kind must be one that exists, but was "
                                                + kind.name()));
    }
}
