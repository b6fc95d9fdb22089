package io.fusewire.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fusewire.core.baseline.Priors;
import io.fusewire.core.baseline.PriorsVersion;
import io.fusewire.core.detection.Command;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.policy.Approval;
import io.fusewire.core.policy.PolicyVersion;
import io.fusewire.core.staging.StagedVersion;
import io.fusewire.core.staging.StagingStep;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class ControlMessageReaderTest {

    private static final String DATED =
            "{\"type\":\"policy\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\",";

    private static PolicyVersion policy(String message) throws PolicyException {
        return Objects.requireNonNull(ControlMessageReader.read(message, "topic", 1).policy());
    }

    private static PolicyException problemsOf(String text) {
        return catchThrowableOfType(
                PolicyException.class, () -> ControlMessageReader.readLines(text, "control.jsonl"));
    }

    @Test
    void readsAPolicyGivenAsAnObject() throws PolicyException {
        PolicyVersion version =
                policy(DATED + " \"policy\" : {\"mode\": \"enforce\", \"agents\": []} }");

        assertThat(version.effectiveFromMillis())
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli());
        assertThat(version.text()).isEqualTo("{\"mode\": \"enforce\", \"agents\": []}");
        assertThat(version.id()).isEqualTo(PolicyVersion.idOf(version.text()));
        assertThat(PolicyReader.read(version).mode()).isEqualTo(EnforcementMode.ENFORCE);
        assertThat(PolicyReader.read(version).id()).isEqualTo(version.id());
    }

    @Test
    void readsAPolicyGivenAsText() throws PolicyException {
        PolicyVersion version = policy(DATED + "\"text\":\"version: 1\\nmode: enforce\\n\"}");

        assertThat(PolicyReader.read(version).mode()).isEqualTo(EnforcementMode.ENFORCE);
    }

    @Test
    void readsPriorsGivenAsTextOrAsAnObject() throws PolicyException {
        String text = PriorsWriter.write(Priors.NONE, List.of("learned in November"));
        String json = "{\"version\":1,\"fleet\":" + fleet() + "}";

        PriorsVersion asText =
                priors("\"text\":\"" + text.replace("\n", "\\n").replace("\"", "\\\"") + "\"}");
        PriorsVersion asObject = priors("\"priors\": " + json + "}");

        assertThat(asText.text()).isEqualTo(text);
        assertThat(asObject.text()).isEqualTo(json);
        assertThat(asObject.effectiveFromMillis())
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli());
        assertThat(PriorsReader.read(asText).id()).isEqualTo(PolicyVersion.idOf(text));
        assertThat(PriorsReader.read(asObject).fleet().correction()).isEqualTo(3);
    }

    @Test
    void readsWhatIsStagedAndWhatBecomesOfIt() throws PolicyException {
        String policy = "{\"mode\":\"enforce\"}";
        List<Statement> statements =
                ControlMessageReader.readLines(
                        DATED
                                + "\"stage\":true,\"policy\":"
                                + policy
                                + "}\n{\"type\":\"activate\",\"version\":\"0123456789ab\","
                                + "\"at\":\"2026-01-02T00:00:00Z\",\"by\":\"lee\"}\n",
                        "control.jsonl");

        assertThat(statements)
                .extracting(Statement::staging)
                .containsExactly(
                        new StagingStep(
                                StagingStep.Type.STAGE,
                                StagedVersion.Kind.POLICY,
                                PolicyVersion.idOf(policy),
                                policy,
                                Instant.parse("2026-01-01T00:00:00Z").toEpochMilli(),
                                "nobody",
                                "control.jsonl",
                                1),
                        new StagingStep(
                                StagingStep.Type.ACTIVATE,
                                null,
                                "0123456789ab",
                                null,
                                Instant.parse("2026-01-02T00:00:00Z").toEpochMilli(),
                                "lee",
                                "control.jsonl",
                                2));
        assertThat(statements.get(0).policy()).as("it does not hold yet").isNull();
    }

    private static PriorsVersion priors(String rest) throws PolicyException {
        String message = "{\"type\":\"priors\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\"," + rest;
        return Objects.requireNonNull(ControlMessageReader.read(message, "topic", 1).priors());
    }

    /** Priors of the whole fleet in JSON. */
    private static String fleet() {
        String ladder =
                "{\"climb\":[%s],\"peers\":[%s]}"
                        .formatted(
                                String.join(",", Collections.nCopies(17, "0.4")),
                                String.join(",", Collections.nCopies(18, "0")));
        return "{\"agents\":0,\"agentDays\":0,\"correction\":3,\"caps\":[],\"ladders\":{"
                + Stream.of("foreign-harm/burst", "foreign-harm/week", "blast-radius/burst")
                        .map(name -> "\"" + name + "\":" + ladder)
                        .collect(Collectors.joining(","))
                + "}}";
    }

    @Test
    void readsLinesInOrderAndSkipsBlankOnes() throws PolicyException {
        List<Statement> statements =
                ControlMessageReader.readLines(
                        DATED
                                + "\"policy\":{\"mode\":\"shadow\"}}\n\n"
                                + DATED
                                + "\"policy\":{\"mode\":\"enforce\"}}\n",
                        "control.jsonl");

        assertThat(statements)
                .extracting(statement -> Objects.requireNonNull(statement.policy()).text())
                .containsExactly("{\"mode\":\"shadow\"}", "{\"mode\":\"enforce\"}");
    }

    @Test
    void readsAVerdictAndWhereItStands() throws PolicyException {
        List<Statement> statements =
                ControlMessageReader.readLines(
                        "\n{\"type\":\"verdict\",\"agent\":\"aws:1:role/R\",\"decisionId\":\"0a\","
                                + "\"verdict\":\"legitimate\",\"to\":\"HALF_OPEN\","
                                + "\"at\":\"2026-01-01T00:00:00Z\",\"by\":\"lee\"}\n",
                        "control.jsonl");

        assertThat(statements)
                .extracting(Statement::command)
                .containsExactly(
                        new Command(
                                Command.Kind.LEGITIMATE,
                                "aws:1:role/R",
                                "0a",
                                true,
                                Instant.parse("2026-01-01T00:00:00Z").toEpochMilli(),
                                "lee",
                                "control.jsonl",
                                2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "release", "close", "disable", "enable"})
    void readsWhatElseCanBeSaidOfAnAgent(String type) throws PolicyException {
        Command command =
                ControlMessageReader.read(
                                "{\"type\":\""
                                        + type
                                        + "\",\"agent\":\"a\",\"at\":\"2026-01-01T00:00:00Z\",\"by\":\"lee\"}",
                                "fusewire.control-0",
                                41)
                        .command();

        assertThat(command).isNotNull();
        assertThat(command.kind().name()).isEqualToIgnoringCase(type);
        assertThat(command.source()).isEqualTo("fusewire.control-0");
        assertThat(command.number()).isEqualTo(41);
    }

    private static final String APPROVAL =
            """
            {"type":"approval","id":"CHG-17","agent":"aws:*:agent","effects":["DESTROY"],\
            "operations":["rds:Delete*"],"resources":["*orders*"],"types":["AWS::RDS::*"],"count":12,\
            "at":"2026-01-01T00:00:00Z","notBefore":"2026-01-02T00:00:00Z",\
            "expiry":"2026-01-02T04:00:00Z","ticket":"T-1","approvers":["lee@example.com","ann"]}""";

    @Test
    void readsAnApproval() throws PolicyException {
        assertThat(ControlMessageReader.read(APPROVAL, "topic", 7).approval())
                .isEqualTo(
                        new Approval(
                                "CHG-17",
                                "aws:*:agent",
                                List.of("DESTROY"),
                                List.of("rds:Delete*"),
                                List.of("*orders*"),
                                List.of("AWS::RDS::*"),
                                12,
                                Instant.parse("2026-01-01T00:00:00Z").toEpochMilli(),
                                Instant.parse("2026-01-02T00:00:00Z").toEpochMilli(),
                                Instant.parse("2026-01-02T04:00:00Z").toEpochMilli(),
                                "T-1",
                                List.of("lee@example.com", "ann"),
                                "topic",
                                7));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"count\":12|\"count\":1.5|count must be a whole number, but was 1.5",
                "\"count\":12|\"count\":0|count must be a positive, finite number, but was the number 0",
                "\"DESTROY\"|\"DELETE\"|effects[0] must be one of [READ, CREATE",
                "\"*orders*\"|\"orders?\"|resources[0] must not hold ?: the only wildcard is *",
                "\"*orders*\"|7|resources[0] must be text that is not empty, but was the number 7",
                "\"resources\":[\"*orders*\"],||resources must be given",
                "\"effects\":[\"DESTROY\"],\"operations\":[\"rds:Delete*\"],||must give effects or operations",
                "\"aws:*:agent\"|\"aws:?:agent\"|agent must not hold ?",
                "\"ticket\":\"T-1\"|\"reason\":\"T-1\"|reason is no setting",
            })
    void saysWhatIsWrongWithAnApproval(String good, @Nullable String bad, String problem) {
        String text = APPROVAL.replace(good, bad == null ? "" : bad);

        assertThat(text).isNotEqualTo(APPROVAL);
        assertThat(problemsOf(text)).hasMessageContaining(problem);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"reset\",\"id\":1}|1:9: type must be policy, priors, activate, withdraw, verdict, approval, hold, release, close, disable or enable, but was 'reset'",
                "{\"effectiveFrom\":\"2026-01-01T00:00:00Z\"}|1:1: type must be given: policy, priors, activate, withdraw, verdict, approval, hold, release, close, disable or enable",
                "{\"type\":\"hold\",\"agent\":\"a\",\"by\":\"lee\"}|1:1: at must be given",
                "{\"type\":\"hold\",\"agent\":\"a\",\"by\":\"lee\",\"at\":\"2026-01-01T00:00:00Z\",\"decisionId\":\"d\"}|1:67: decisionId is no setting; known here are type, agent, at, by",
                "{\"type\":\"verdict\",\"agent\":\"a\",\"verdict\":\"harm\",\"by\":\"lee\",\"at\":\"2026-01-01T00:00:00Z\"}|1:1: decisionId must be given",
                "{\"type\":\"verdict\",\"agent\":\"a\",\"decisionId\":\"d\",\"verdict\":\"fine\",\"by\":\"lee\",\"at\":\"2026-01-01T00:00:00Z\"}|1:58: verdict must be harm or legitimate, but was 'fine'",
                "{\"type\":\"verdict\",\"agent\":\"a\",\"decisionId\":\"d\",\"verdict\":\"harm\",\"to\":\"OPEN\",\"by\":\"lee\",\"at\":\"2026-01-01T00:00:00Z\"}|1:70: to must be CLOSED or HALF_OPEN, but was 'OPEN'",
                "{\"type\":7}|1:9: type must be text, but was the number 7; put it in quotes",
                "[]|1:1: must be a mapping of settings, but was a list",
                "{\"type\":\"policy\",\"policy\":{}}|1:1: effectiveFrom must be given",
                "{\"type\":\"policy\",\"effectiveFrom\":\"yesterday\",\"policy\":{}}|1:34: effectiveFrom must be a UTC time such as 2026-01-01T00:00:00Z, but was 'yesterday'",
                "{\"type\":\"policy\",\"effectiveFrom\":\"2026-01-01T00:00:00+01:00\",\"policy\":{}}|1:34: effectiveFrom must be a UTC time such as 2026-01-01T00:00:00Z, but was '2026-01-01T00:00:00+01:00'",
                "{\"type\":\"activate\",\"version\":\"xyz\",\"at\":\"2026-01-01T00:00:00Z\",\"by\":\"lee\"}|1:30: version must be the id of a version, 12 hexadecimal digits",
                "{\"type\":\"withdraw\",\"version\":\"0123456789ab\",\"by\":\"lee\"}|1:1: at must be given",
                "{\"type\":\"policy\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\",\"policy\":{},\"stage\":1}|1:77: stage must be true or false, but was the number 1",
                "{\"type\":\"priors\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\"}|1:1: must give either priors (an object) or text (a priors file's text)",
                "{\"type\":\"priors\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\",\"priors\":{\"version\":1}}|1:66: priors.fleet must be given: it holds for whoever has no class",
                "{\"type\":\"policy\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\"}|1:1: must give either policy (an object) or text (a policy file's text)",
                "{\"type\":\"policy\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\",\"policy\":\"x\"}|1:66: policy must be a mapping of settings, but was 'x'",
                "{\"type\":\"policy\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\",\"policy\":{\"mode\":\"x\"}}|1:74: policy.mode must be shadow or enforce, but was 'x'",
                "{\"type\":\"policy\",\"effectiveFrom\":\"2026-01-01T00:00:00Z\",\"policy\":{},\"by\":1}|1:69: by is no setting; known here are type, effectiveFrom, policy, text, stage",
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
