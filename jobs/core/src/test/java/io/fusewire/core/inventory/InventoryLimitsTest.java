package io.fusewire.core.inventory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InventoryLimitsTest {

    @Test
    void namesTheLimitTheRuleAndTheValue() {
        assertThatThrownBy(() -> TestingLimits.with().resources(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("resourcesMax must be positive, but was 0");
    }

    @Test
    void refusesToKeepFewerIdsThanItMust() {
        assertThatThrownBy(() -> TestingLimits.with().seenIds(5, 6).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("seenIdsMax must be at least seenIdsMin, 6, but was 5");
    }
}
