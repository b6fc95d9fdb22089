package io.fusewire.core.containment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.containment.OutcomeStep.Consequence;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class OutcomeTableTest {

    /** Columns REQUESTED, WRITTEN, PROVEN, UNPROVEN, FAILED, UNREVOCABLE, LIFTED. */
    private static final String TABLE =
            """
            NO_MEASURE               | UNREVOCABLE PAGE | WRITTEN REFUSED | PROVEN REFUSED  | UNPROVEN REFUSED | FAILED REFUSED | UNREVOCABLE NONE    | LIFTED REFUSED
            WRITE_CONFIRMED          | WRITTEN NONE     | WRITTEN NONE    | PROVEN NONE     | UNPROVEN NONE    | WRITTEN NONE   | UNREVOCABLE REFUSED | LIFTED REFUSED
            WRITE_REFUSED            | FAILED ESCALATE  | WRITTEN NONE    | PROVEN NONE     | UNPROVEN NONE    | FAILED NONE    | UNREVOCABLE REFUSED | LIFTED REFUSED
            DRIFT_SEEN               | REQUESTED NONE   | REQUESTED WRITE | REQUESTED WRITE | REQUESTED WRITE  | FAILED WRITE   | UNREVOCABLE REFUSED | LIFTED REFUSED
            DENY_SEEN                | REQUESTED NONE   | PROVEN NONE     | PROVEN NONE     | PROVEN NONE      | FAILED NONE    | UNREVOCABLE NONE    | LIFTED NONE
            SUCCESS_WITHIN_ALLOWANCE | REQUESTED NONE   | WRITTEN NONE    | PROVEN NONE     | UNPROVEN NONE    | FAILED NONE    | UNREVOCABLE NONE    | LIFTED NONE
            SUCCESS_AFTER_ALLOWANCE  | REQUESTED NONE   | FAILED ESCALATE | FAILED ESCALATE | FAILED ESCALATE  | FAILED NONE    | UNREVOCABLE NONE    | LIFTED NONE
            SILENCE                  | REQUESTED NONE   | UNPROVEN PAGE   | PROVEN NONE     | UNPROVEN NONE    | FAILED NONE    | UNREVOCABLE NONE    | LIFTED NONE
            LIFT_CONFIRMED           | LIFTED NONE      | LIFTED NONE     | LIFTED NONE     | LIFTED NONE      | LIFTED NONE    | LIFTED NONE         | LIFTED NONE
            """;

    record Case(OutcomeState state, OutcomeInput input, OutcomeStep expected) {}

    static List<Case> everyPair() {
        List<Case> cases = new ArrayList<>();
        for (String row : TABLE.strip().split("\n")) {
            List<String> cells = Arrays.stream(row.split("\\|")).map(String::strip).toList();
            for (OutcomeState state : OutcomeState.values()) {
                String[] cell = cells.get(1 + state.ordinal()).split(" ");
                cases.add(
                        new Case(
                                state,
                                OutcomeInput.valueOf(cells.get(0)),
                                new OutcomeStep(
                                        OutcomeState.valueOf(cell[0]),
                                        Consequence.valueOf(cell[1]))));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void followsTheTable(Case pair) {
        assertThat(OutcomeTable.step(pair.state(), pair.input())).isEqualTo(pair.expected());
    }

    @Test
    void theTableHasEveryPair() {
        assertThat(everyPair())
                .hasSize(OutcomeState.values().length * OutcomeInput.values().length);
    }

    @Property
    void nothingIsProvenWithoutADenySeenAfterTheLatestWrite(@ForAll List<OutcomeInput> inputs) {
        OutcomeState state = OutcomeState.REQUESTED;
        boolean denied = false;
        for (OutcomeInput input : inputs) {
            OutcomeState next = OutcomeTable.step(state, input).next();
            if (next == OutcomeState.WRITTEN && state != OutcomeState.WRITTEN) {
                denied = false;
            }
            denied |= input == OutcomeInput.DENY_SEEN;
            if (next == OutcomeState.PROVEN) {
                assertThat(denied).isTrue();
            }
            state = next;
        }
    }

    @Test
    void gaugeNumbersNeverChange() {
        assertThat(Arrays.stream(OutcomeState.values()).map(state -> state + "=" + state.gauge()))
                .containsExactly(
                        "REQUESTED=0",
                        "WRITTEN=1",
                        "PROVEN=2",
                        "UNPROVEN=3",
                        "FAILED=4",
                        "UNREVOCABLE=5",
                        "LIFTED=6");
    }
}
