package io.fusewire.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

class RepertoireTest {

    @ParameterizedTest
    @CsvSource({"100, 0, 14.21", "100, 1, 8.21", "100, 10, 3.10", "100, 50, 1.41", "3, 0, 2.83"})
    void whatFewDoCountsMore(int agents, int destroyers, double rarity) {
        Map<String, Integer> seen = destroyers == 0 ? Map.of() : Map.of("Database", destroyers);

        assertThat(Repertoire.of(agents, seen).rarity("Database")).isCloseTo(rarity, within(0.01));
    }

    @Property
    void theMoreDoItTheLessItCounts(
            @ForAll @IntRange(min = 2, max = 10_000) int agents,
            @ForAll @IntRange(min = 1, max = 10_000) int destroyers) {
        int some = 1 + destroyers % (agents - 1);
        Repertoire repertoire = Repertoire.of(agents, Map.of("Some", some, "Most", some + 1));

        assertThat(repertoire.rarity("None")).isGreaterThan(repertoire.rarity("Some"));
        assertThat(repertoire.rarity("Some")).isGreaterThan(repertoire.rarity("Most"));
        assertThat(repertoire.rarity("Most")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void whereThereAreNoPeersNothingIsRare() {
        assertThat(Repertoire.of(0, Map.of())).isSameAs(Repertoire.UNKNOWN);
        assertThat(Repertoire.UNKNOWN.rarity("Database")).isEqualTo(1);
    }

    @Test
    void noMoreAgentsDestroySomethingThanThereAre() {
        assertThatThrownBy(() -> Repertoire.of(3, Map.of("Database", 4)))
                .hasMessage("agents that destroyed a Database must be from 1 to 3, but were 4");
    }
}
