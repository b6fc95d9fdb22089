package io.fusewire.bench.fleet;

import java.util.List;

/** Makes blocks. The same arguments make the same block. */
public interface FleetSource {

    /** Names of the benign archetypes. */
    List<String> archetypes();

    List<IncidentKind> incidentKinds();

    /**
     * An organisation without an incident, with all archetypes in it.
     *
     * @param seed of everything that is random
     * @param days length, from 1
     */
    Block benign(long seed, int days);

    /**
     * An organisation around one agent that works ordinarily for some days and then goes wrong.
     *
     * @param seed of everything that is random, the agent's archetype included
     * @param historyDays ordinary days before the incident; 0 for an agent that was never seen
     *     before
     */
    Block incident(IncidentKind kind, long seed, int historyDays);
}
