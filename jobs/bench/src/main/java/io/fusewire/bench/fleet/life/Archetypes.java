package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Account.Use;
import io.fusewire.bench.fleet.org.Member;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.List;
import java.util.function.Function;

/** All kinds of agents that a fleet has. */
public final class Archetypes {

    public static final List<Archetype> ALL =
            List.of(
                    shared("coder", Coder::new, Use.DEVELOPMENT),
                    known("nightly-teardown", NightlyTeardown::new, Use.DEVELOPMENT),
                    known("cost-optimiser", CostOptimiser::new, Use.PRODUCTION, Use.STAGING));

    private Archetypes() {}

    /**
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Archetype named(String name) {
        return ALL.stream()
                .filter(archetype -> archetype.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "archetype must be one that exists, but was " + name));
    }

    private static Archetype known(String name, Function<Recruit, Member> work, Use... where) {
        return new Archetype(name, false, List.of(where), false, work);
    }

    private static Archetype shared(String name, Function<Recruit, Member> work, Use... where) {
        return new Archetype(name, false, List.of(where), true, work);
    }
}
