package io.fusewire.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.policy.PolicyVersion;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;

class ControlMessageReaderTest {

    private static final String DATED =
            "{\"type\":\"policy\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\",";

    private static PolicyException problemsOf(String text) {
        return catchThrowableOfType(
                PolicyException.class, () -> ControlMessageReader.readLines(text, "control.jsonl"));
    }

    @Test
    void readsAPolicyGivenAsAnObject() throws PolicyException {
        PolicyVersion version =
                ControlMessageReader.read(
                        DATED + " \"policy\" : {\"mode\": \"enforce\", \"agents\": []} }",
                        "control");

        assertThat(version.effectiveFromMillis())
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli());
        assertThat(version.text()).isEqualTo("{\"mode\": \"enforce\", \"agents\": []}");
        assertThat(version.id()).isEqualTo(PolicyVersion.idOf(version.text()));
        assertThat(PolicyReader.read(version).mode()).isEqualTo(EnforcementMode.ENFORCE);
        assertThat(PolicyReader.read(version).id()).isEqualTo(version.id());
    }

    @Test
    void readsAPolicyGivenAsText() throws PolicyException {
        PolicyVersion version =
                ControlMessageReader.read(
                        DATED + "\"text\":\"version: 1\\nmode: enforce\\n\"}", "control");

        assertThat(PolicyReader.read(version).mode()).isEqualTo(EnforcementMode.ENFORCE);
    }

    @Test
    void readsLinesInOrderAndSkipsBlankOnes() throws PolicyException {
        List<PolicyVersion> versions =
                ControlMessageReader.readLines(
                        DATED
                                + "\"policy\":{\"mode\":\"shadow\"}}\n\n"
                                + DATED
                                + "\"policy\":{\"mode\":\"enforce\"}}\n",
                        "control.jsonl");

        assertThat(versions)
                .extracting(PolicyVersion::text)
                .containsExactly("{\"mode\":\"shadow\"}", "{\"mode\":\"enforce\"}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"approval\",\"id\":1}|1:9: type must be policy, the only type so far, but was 'approval'",
                "{\"effectiveFrom\":\"2026-01-01T00:00:00Z\"}|1:1: type must be given: policy is the only type so far",
                "{\"type\":7}|1:9: type must be text, but was the number 7; put it in quotes",
                "[]|1:1: must be a mapping of settings, but was a list",
                "{\"type\":\"policy\",\"policy\":{}}|1:1: effectiveFrom must be given",
                "{\"type\":\"policy\",\"effectiveFrom\":\"yesterday\",\"policy\":{}}|1:34: effectiveFrom must be a UTC time such as 2026-01-01T00:00:00Z, but was 'yesterday'",
                "{\"type\":\"policy\",\"effectiveFrom\":\"2026-01-01T00:00:00+01:00\",\"policy\":{}}|1:34: effectiveFrom must be a UTC time such as 2026-01-01T00:00:00Z, but was '2026-01-01T00:00:00+01:00'",
                "{\"type\":\"policy\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\"}|1:1: must give either policy (an object) or text (a policy file's text)",
                "{\"type\":\"policy\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\",\"policy\":\"x\"}|1:66: policy must be a mapping of settings, but was 'x'",
                "{\"type\":\"policy\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\",\"policy\":{\"mode\":\"x\"}}|1:74: policy.mode must be shadow or enforce, but was 'x'",
                "{\"type\":\"policy\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\",\"policy\":{},\"by\":1}|1:69: by is no setting; known here are type, effectiveFrom, policy, text",
            })
    void saysWhatIsWrongAndWhere(String line, String problem) {
        assertThat(problemsOf(line)).hasMessage("control.jsonl:" + problem);
    }

    @Test
    void reportsTheProblemsOfAllLines() {
        PolicyException exception =
                problemsOf(
                        "{\"type\":\"reset\"}\n"
                                + DATED
                                + "\"policy\":{\"mode\":\"on\"}}\n{\n"
                                + DATED
                                + "\"text\":\"mode: on\"}\n");

        assertThat(exception.problems()).hasSize(4);
        assertThat(exception)
                .hasMessageContaining("control.jsonl:4: text:1:7: mode must be shadow");
    }

    @Property(tries = 1000)
    void neverBreaksOnAnyText(@ForAll String text) {
        try {
            ControlMessageReader.readLines(text, "any");
            ControlMessageReader.readLines(DATED + text, "any");
            ControlMessageReader.readLines(DATED + "\"policy\":" + text + "}", "any");
        } catch (PolicyException e) {
            assertThat(e.problems()).isNotEmpty();
        }
    }
}
