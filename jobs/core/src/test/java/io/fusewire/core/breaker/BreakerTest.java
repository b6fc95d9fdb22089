package io.fusewire.core.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.breaker.BreakerStep.Consequence;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class BreakerTest {

    /** Rows are inputs, columns CLOSED, OPEN, HALF_OPEN, FORCED_OPEN, DISABLED. */
    private static final String TABLE =
            """
            VIOLATION            | OPEN CONTAIN        | OPEN NONE           | OPEN CONTAIN        | FORCED_OPEN NONE    | DISABLED NONE
            RESET                | CLOSED REFUSED      | CLOSED LIFT         | CLOSED LIFT         | FORCED_OPEN REFUSED | DISABLED REFUSED
            RESET_TO_PROBATION   | CLOSED REFUSED      | HALF_OPEN PROBATION | HALF_OPEN REFUSED   | FORCED_OPEN REFUSED | DISABLED REFUSED
            HOLD                 | FORCED_OPEN CONTAIN | FORCED_OPEN NONE    | FORCED_OPEN CONTAIN | FORCED_OPEN REFUSED | FORCED_OPEN CONTAIN
            RELEASE              | CLOSED REFUSED      | OPEN REFUSED        | HALF_OPEN REFUSED   | HALF_OPEN PROBATION | DISABLED REFUSED
            DISABLE              | DISABLED NONE       | OPEN REFUSED        | DISABLED LIFT       | FORCED_OPEN REFUSED | DISABLED REFUSED
            ENABLE               | CLOSED REFUSED      | OPEN REFUSED        | HALF_OPEN REFUSED   | FORCED_OPEN REFUSED | CLOSED NONE
            SHADOW_INCIDENT_OVER | CLOSED NONE         | CLOSED NONE         | HALF_OPEN NONE      | FORCED_OPEN NONE    | DISABLED NONE
            """;

    record Case(BreakerState state, BreakerInput input, BreakerStep expected) {}

    static List<Case> everyPair() {
        List<Case> cases = new ArrayList<>();
        for (String row : TABLE.strip().split("\n")) {
            List<String> cells = Arrays.stream(row.split("\\|")).map(String::strip).toList();
            for (BreakerState state : BreakerState.values()) {
                String[] cell = cells.get(1 + state.ordinal()).split(" ");
                cases.add(
                        new Case(
                                state,
                                BreakerInput.valueOf(cells.get(0)),
                                new BreakerStep(
                                        BreakerState.valueOf(cell[0]),
                                        Consequence.valueOf(cell[1]))));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void followsTheTable(Case pair) {
        assertThat(Breaker.step(pair.state(), pair.input())).isEqualTo(pair.expected());
    }

    @Test
    void theTableHasEveryPair() {
        assertThat(everyPair())
                .hasSize(BreakerState.values().length * BreakerInput.values().length);
    }

    @Test
    void onlyPeopleLeadOutOfOpen() {
        for (BreakerInput input : List.of(BreakerInput.VIOLATION, BreakerInput.ENABLE)) {
            assertThat(Breaker.step(BreakerState.OPEN, input).next()).isEqualTo(BreakerState.OPEN);
        }
    }

    @Test
    void gaugeNumbersNeverChange() {
        assertThat(Arrays.stream(BreakerState.values()).map(state -> state + "=" + state.gauge()))
                .containsExactly(
                        "CLOSED=0", "OPEN=1", "HALF_OPEN=2", "FORCED_OPEN=3", "DISABLED=4");
        assertThat(BreakerState.METRICS_ONLY_GAUGE).isEqualTo(5);
    }
}
