package io.fusewire.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SwarmLimitsTest {

    @Test
    void whatAPolicyLeavesOutKeepsTheShippedLimit() {
        assertThat(SwarmLimits.over(null, null, null, null, null, null))
                .isEqualTo(SwarmLimits.SHIPPED);
        assertThat(SwarmLimits.over(1.0, null, 3.0, 4.0, 2, 5))
                .isEqualTo(new SwarmLimits(1, 128, 3, 4, 2, 5, true));
        assertThat(SwarmLimits.over(1.0, 2.0, 3.0, 4.0, null, 5))
                .as("agentsMin is no limit to sign")
                .isEqualTo(new SwarmLimits(1, 2, 3, 4, 3, 5, false));
        assertThat(SwarmLimits.over(1.0, 2.0, 3.0, 4.0, 3, null))
                .as("newcomersMin is one")
                .isEqualTo(new SwarmLimits(1, 2, 3, 4, 3, 3, true));
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        assertThatThrownBy(() -> new SwarmLimits(0, 1, 1, 1, 3, 3, true))
                .hasMessage("roleHour must be a positive, finite number, but was 0.0");
        assertThatThrownBy(() -> new SwarmLimits(1, 1, 1, Double.POSITIVE_INFINITY, 3, 3, true))
                .hasMessage("environmentDay must be a positive, finite number, but was Infinity");
        assertThatThrownBy(() -> new SwarmLimits(1, 1, 1, 1, 1, 3, true))
                .hasMessage("agentsMin must be from 2 to 256, but was 1");
        assertThatThrownBy(() -> new SwarmLimits(1, 1, 1, 1, 257, 3, true))
                .hasMessage("agentsMin must be from 2 to 256, but was 257");
        assertThatThrownBy(() -> new SwarmLimits(1, 1, 1, 1, 3, 1, true))
                .hasMessage("newcomersMin must be from 2 to 256, but was 1");
    }
}
