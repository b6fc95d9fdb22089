package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.IncidentKind;

import java.util.List;

/** How one kind of incident goes. */
public interface Plot {

    IncidentKind kind();

    /** Archetypes that may go wrong in this way. */
    List<String> culprits();

    /** Days that it lasts at most. */
    int days();

    /** Fewest and most resources of others that are lost if nobody interferes. */
    Size size();

    /** Plans all of it; called at midnight of its first day. */
    void play(Scene scene);

    /** A range, both ends included. */
    record Size(int fewest, int most) {}
}
