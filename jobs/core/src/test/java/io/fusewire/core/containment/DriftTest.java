package io.fusewire.core.containment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class DriftTest {

    private static final PolicyStatement OURS = ours("FusewireSession", "deny s");
    private static final PolicyStatement THEIRS = new PolicyStatement("Logs", "allow logs", "{l}");

    private static PolicyStatement ours(String sid, String meaning) {
        return new PolicyStatement(sid, meaning, "{" + meaning + "}");
    }

    @Test
    void whatWasWrittenNeedsNoRepair() {
        assertThat(Drift.between(List.of(OURS), List.of(OURS)).needsRepair()).isFalse();
        assertThat(Drift.between(List.of(), List.of()).needsRepair()).isFalse();
    }

    @Test
    void anotherWritingOfTheSameIsNoDrift() {
        PolicyStatement rewritten = new PolicyStatement("FusewireSession", "deny s", "{ deny s }");
        assertThat(Drift.between(List.of(OURS), List.of(rewritten)).needsRepair()).isFalse();
    }

    @Test
    void aDenyThatIsGoneOrChangedIsRepaired() {
        assertThat(Drift.between(List.of(OURS), List.of()).lost()).containsExactly("{deny s}");
        Drift changed =
                Drift.between(List.of(OURS), List.of(ours("FusewireSession", "deny nobody")));
        assertThat(changed.lost()).containsExactly("{deny s}");
        assertThat(changed.surplus()).containsExactly("{deny nobody}");
        assertThat(changed.needsRepair()).isTrue();
    }

    @Test
    void statementsOfOthersAreKeptAndNoReasonToWrite() {
        Drift drift =
                Drift.between(
                        List.of(OURS),
                        List.of(THEIRS, OURS, new PolicyStatement(null, "allow x", "{x}")));
        assertThat(drift.others()).containsExactly("{l}", "{x}");
        assertThat(drift.needsRepair()).isFalse();
    }

    @Test
    void aForgedStatementUnderOurPrefixIsTakenOut() {
        PolicyStatement forged = ours("FusewireX", "allow all");
        assertThat(Drift.between(List.of(OURS), List.of(OURS, forged)).surplus())
                .containsExactly("{allow all}");
    }
}
