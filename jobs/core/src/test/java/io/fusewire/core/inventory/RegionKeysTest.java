package io.fusewire.core.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegionKeysTest {

    private final RegionKeys keys = new RegionKeys();

    @Test
    void remembersAKey() {
        assertThat(keys.of("111122223333", "eu-west-1")).isEqualTo("111122223333/eu-west-1");
        assertThat(keys.of("111122223333", "eu-west-1"))
                .isSameAs(keys.of("111122223333", "eu-west-1"));
    }

    @Test
    void tellsApartWhatHasOneSlot() {
        // Texts with one hash.
        assertThat(keys.of("Aa", "r")).isEqualTo("Aa/r");
        assertThat(keys.of("BB", "r")).isEqualTo("BB/r");
        assertThat(keys.of("BB", "Aa")).isEqualTo("BB/Aa");
        assertThat(keys.of("BB", "BB")).isEqualTo("BB/BB");
        assertThat(keys.of("Aa", "r")).isEqualTo("Aa/r");
    }
}
