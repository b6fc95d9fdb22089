package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.IncidentKind;

import java.util.List;

/** All kinds of incidents. */
public final class Plots {

    public static final List<Plot> ALL =
            List.of(new DeleteAndRecreate(), new MassTerminate(), new SlowDrip());

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
