package io.fusewire.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

class ResemblanceTest {

    private static final long DAY = 86_400_000;
    private static final long NOW = 30 * DAY;

    private final Priors priors =
            new Priors(
                    "learned",
                    ClassPriors.WITHOUT_PEERS,
                    Map.of(
                            "pruner", agents(100, Map.of("Snapshot", 100, "Image", 90)),
                            "operator",
                                    agents(100, Map.of("Snapshot", 15, "Database", 40, "Role", 3)),
                            "teardown", agents(100, Map.of("Instance", 98, "Bucket", 70)),
                            "twin", agents(100, Map.of("Instance", 97, "Bucket", 71)),
                            "few", agents(4, Map.of("Queue", 4))));

    private final Resemblance resemblance = new Resemblance(priors);

    private static ClassPriors agents(int agents, Map<String, Integer> destroyers) {
        return new ClassPriors(
                ClassPriors.WITHOUT_PEERS.ladders(),
                1,
                null,
                agents,
                60L * agents,
                List.of(),
                Repertoire.of(agents, destroyers));
    }

    private static Map<String, Long> destroyed(String types) {
        Map<String, Long> destroyed = new HashMap<>();
        if (types != null) {
            for (String type : types.split(" ")) {
                destroyed.put(type, NOW - DAY);
            }
        }
        return destroyed;
    }

    @ParameterizedTest
    @CsvSource({
        "Snapshot Image, pruner",
        "Snapshot Database, operator",
        // None of a class destroys this, or hardly any.
        "Snapshot Image Bucket,",
        "Snapshot Database Role,",
        "Tape,",
        // Two classes that are alike cannot be told apart.
        "Instance Bucket,",
        // Nor what one of them would by now have added to.
        "Snapshot,",
        // Four agents tell nothing of their class.
        "Queue,",
        // Nothing destroyed tells nothing.
        ","
    })
    void anAgentIsLikeTheClassThatDestroysWhatItDoes(String types, String like) {
        assertThat(resemblance.classOf(destroyed(types), 0, NOW)).isEqualTo(like);
    }

    @Test
    void aWeekMustHavePassed() {
        Map<String, Long> destroyed = destroyed("Snapshot Image");

        assertThat(resemblance.classOf(destroyed, NOW - 7 * DAY, NOW)).isEqualTo("pruner");
        assertThat(resemblance.classOf(destroyed, NOW - 7 * DAY + 1, NOW)).isNull();
    }

    @Test
    void whatOneHasNotSeenForLongProvesLittle() {
        Map<String, Long> destroyed = destroyed("Snapshot");

        assertThat(resemblance.classOf(destroyed, NOW - 7 * DAY, NOW)).isEqualTo("pruner");
        assertThat(resemblance.classOf(destroyed, NOW - 60 * DAY, NOW))
                .as("nine in ten pruners would have destroyed an image by now")
                .isNull();
    }

    @Property
    void whatItDestroysFromThenOnDoesNotCount(@ForAll @LongRange(min = 0, max = 9) long days) {
        Map<String, Long> destroyed = destroyed("Snapshot Image");
        destroyed.put("Database", NOW + days * DAY);
        destroyed.put("Role", NOW + days * DAY);

        assertThat(resemblance.classOf(destroyed, 0, NOW)).isEqualTo("pruner");
    }

    @Test
    void nobodyIsLikeASimulatedAgent() {
        Priors shipped = new Priors(Priors.SHIPPED, priors.fleet(), priors.classes());

        assertThat(new Resemblance(shipped).classOf(destroyed("Snapshot Image"), 0, NOW)).isNull();
    }
}
