package io.fusewire.bench.fleet;

import io.fusewire.bench.fleet.incident.Plot;
import io.fusewire.bench.fleet.incident.Plots;
import io.fusewire.bench.fleet.life.Archetype;
import io.fusewire.bench.fleet.life.Archetypes;

import java.util.List;

/**
 * The simulated fleet: organisations with agents of many archetypes, people and applications.
 *
 * <p>Everything follows from the seed. What is random is drawn from dice of one member, so that two
 * blocks of one seed differ only in what their arguments say.
 */
public final class Fleet implements FleetSource {

    @Override
    public List<String> archetypes() {
        return Archetypes.ALL.stream().map(Archetype::name).toList();
    }

    /** Archetypes that are kept from every tuning, of limits and of design. */
    public List<String> unseenArchetypes() {
        return Archetypes.ALL.stream().filter(Archetype::unseen).map(Archetype::name).toList();
    }

    @Override
    public List<IncidentKind> incidentKinds() {
        return Plots.ALL.stream().map(Plot::kind).toList();
    }

    /**
     * @throws IllegalArgumentException if {@code days} is below 1
     */
    @Override
    public Block benign(long seed, int days) {
        if (days < 1) {
            throw new IllegalArgumentException("days must be at least 1, but was " + days);
        }
        return new BenignBlock(seed, days);
    }

    /**
     * @throws IllegalArgumentException if {@code historyDays} is negative or the kind is unknown
     */
    @Override
    public Block incident(IncidentKind kind, long seed, int historyDays) {
        if (historyDays < 0) {
            throw new IllegalArgumentException(
                    "historyDays must not be negative, but was " + historyDays);
        }
        return new IncidentBlock(Plots.of(kind), seed, historyDays);
    }
}
