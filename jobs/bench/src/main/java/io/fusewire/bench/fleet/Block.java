package io.fusewire.bench.fleet;

import java.util.List;
import java.util.function.Consumer;

/**
 * One organisation's records over some weeks: a few accounts with the agents, people and services
 * in them. Blocks share nothing, so that limits can be set on some and tested on others.
 *
 * <p>The same block plays the same bytes every time.
 */
public interface Block {

    /** Unique name, {@code benign/7} or {@code delete-and-recreate/30d/7}. */
    String id();

    /** The policy file that the organisation would have written: who is an agent, which class. */
    String policy();

    List<Actor> actors();

    /** Days from the first record to the last. */
    int days();

    /** The incident in it; empty id for a benign block. */
    String incident();

    /** Delivers all records in the order of their arrival; keeps none. */
    void play(Consumer<FleetRecord> out);
}
