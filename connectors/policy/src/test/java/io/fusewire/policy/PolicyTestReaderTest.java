package io.fusewire.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fusewire.policy.PolicyTests.Expectation;
import io.fusewire.policy.PolicyTests.Outcome;
import io.fusewire.policy.PolicyTests.PolicyTest;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

class PolicyTestReaderTest {

    private static final String WHOLE =
            """
            policy: policy.yaml
            given: { awsRegion: eu-west-1, userIdentity: { type: IAMUser, userName: kim } }
            tests:
              - name: All that a test may have
                files: [day.jsonl, night.jsonl.gz]
                given: { recipientAccountId: 012345678901, userIdentity: { userName: lee } }
                records:
                  - { eventTime: "2026-11-17T10:00:00Z", eventName: DeleteTable, readOnly: false }
                  - eventTime: "2026-11-17T10:00:00Z"
                    eventName: DeleteObject
                    awsRegion: cn-north-1
                    requestParameters: { key: "part-{n}", size: 7 }
                    repeat: 3
                    everySeconds: 60
                priors: priors.yaml
                controlFile: control.jsonl
                control:
                  - { type: hold, agent: some agent, at: "2026-11-17T09:05:00Z", by: lee }
                agentDaysPerFalseTrip: 365
                expect:
                  - { agent: "*:role/coder", decision: trip, at: record-2/3, reasons: [fuse:week-cap], lostAtMost: 4 }
                  - { agent: "*", decision: none }
              - name: The least that a test must have
                files: [day.jsonl]
                expect: []
            """;

    private static PolicyTests read(String text) throws PolicyException {
        return PolicyTestReader.read(text, "policy.test.yaml", file -> null);
    }

    private static List<String> problemsOf(String text) {
        PolicyException e =
                catchThrowableOfType(
                        PolicyException.class,
                        () ->
                                PolicyTestReader.read(
                                        text,
                                        "p.test.yaml",
                                        file -> file.equals("gone") ? "must be there" : null));
        assertThat(e).isNotNull();
        return e.problems().stream().map(PolicyProblem::toString).toList();
    }

    private static List<JsonNode> records(PolicyTest test) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        for (String line : test.records().lines().toList()) {
            records.add(new ObjectMapper().readTree(line));
        }
        return records;
    }

    @Test
    void readsAllThatATestMayHave() throws PolicyException {
        PolicyTests tests = read(WHOLE);

        assertThat(tests.policy()).isEqualTo("policy.yaml");
        assertThat(tests.tests()).hasSize(2);
        PolicyTest test = tests.tests().get(0);
        assertThat(test.name()).isEqualTo("All that a test may have");
        assertThat(test.line()).isEqualTo(4);
        assertThat(test.files()).containsExactly("day.jsonl", "night.jsonl.gz");
        assertThat(test.priors()).isEqualTo("priors.yaml");
        assertThat(test.controlFile()).isEqualTo("control.jsonl");
        assertThat(test.control()).hasSize(1);
        assertThat(test.agentDaysPerFalseTrip()).isEqualTo(365);
        Expectation first = test.expectations().get(0);
        assertThat(first.line()).isEqualTo(21);
        assertThat(first.agent()).hasToString("*:role/coder");
        assertThat(first.outcome()).isEqualTo(Outcome.TRIP);
        assertThat(first.at()).isEqualTo("record-2/3");
        assertThat(first.reasons()).containsExactly("fuse:week-cap");
        assertThat(first.lostAtMost()).isEqualTo(4);
        assertThat(test.expectations().get(1).outcome()).isEqualTo(Outcome.NONE);
        assertThat(tests.tests().get(1).records()).isEmpty();
    }

    @Test
    void recordsHaveWhatIsGivenUnlessTheySayOtherwise() throws Exception {
        List<JsonNode> records = records(read(WHOLE).tests().get(0));

        assertThat(records).hasSize(4);
        JsonNode first = records.get(0);
        assertThat(first.get("eventID").asText()).isEqualTo("record-1");
        assertThat(first.get("awsRegion").asText()).isEqualTo("eu-west-1");
        assertThat(first.at("/userIdentity/type").asText()).isEqualTo("IAMUser");
        assertThat(first.at("/userIdentity/userName").asText()).isEqualTo("lee");
        assertThat(first.get("recipientAccountId").isTextual()).isTrue();
        assertThat(first.get("readOnly").isBoolean()).isTrue();
        assertThat(records.get(1).get("awsRegion").asText()).isEqualTo("cn-north-1");
    }

    @Test
    void aRepeatedRecordIsSoManyOfItsOwnNumberAndTime() throws Exception {
        JsonNode third = records(read(WHOLE).tests().get(0)).get(3);

        assertThat(third.get("eventID").asText()).isEqualTo("record-2/3");
        assertThat(third.get("eventTime").asText()).isEqualTo("2026-11-17T10:02:00Z");
        assertThat(third.at("/requestParameters/key").asText()).isEqualTo("part-3");
        assertThat(third.at("/requestParameters/size").isInt()).isTrue();
        assertThat(third.has("repeat")).isFalse();
        assertThat(third.has("everySeconds")).isFalse();
    }

    @Test
    void reportsEverythingAtOnceWithItsPlace() {
        assertThat(
                        problemsOf(
                                """
                                tests:
                                  - name: One
                                    files: [gone]
                                    expect:
                                      - { agent: a, decision: maybe }
                                      - { decision: none, at: record-1 }
                                  - name: One
                                    record: []
                                    agentDaysPerFalseTrip: 0
                                  - name: Three
                                    records:
                                      - { eventName: X }
                                      - { eventTime: "2026-11-17T10:00:00Z", repeat: 0 }
                                      - { eventTime: "2026-11-17T10:00:00Z", eventID: same, repeat: 2 }
                                      - { eventTime: "2026-11-17T10:00:00Z", eventName: X, eventName: Y }
                                    control:
                                      - { type: hold, agent: a, at: noon, by: lee }
                                    expect: []
                                """))
                .containsExactly(
                        "p.test.yaml:3:13: tests[0].files[0] must be there",
                        "p.test.yaml:5:31: tests[0].expect[0].decision must be trip or alert or none,"
                                + " but was 'maybe'",
                        "p.test.yaml:6:9: tests[0].expect[1].agent must be given: a pattern of agent"
                                + " keys",
                        "p.test.yaml:6:31: tests[0].expect[1].at must not be given where nothing is"
                                + " decided",
                        "p.test.yaml:7:5: tests[1] must give files or records, or both",
                        "p.test.yaml:7:5: tests[1].expect must be given: a list of decisions, empty"
                                + " if there must be none at all",
                        "p.test.yaml:7:11: tests[1].name must be unique, but the test in line 2 has"
                                + " the same",
                        "p.test.yaml:8:5: tests[1].record is no setting; known here are name, files,"
                                + " records, given, priors, controlFile, control,"
                                + " agentDaysPerFalseTrip, expect",
                        "p.test.yaml:9:28: tests[1].agentDaysPerFalseTrip must be a number from 1.0 to"
                                + " 1000000.0, but was the number 0",
                        "p.test.yaml:12:9: tests[2].records[0].eventTime must be a UTC time such as"
                                + " 2026-01-01T00:00:00Z, but was not given",
                        "p.test.yaml:13:54: tests[2].records[1].repeat must be a whole number from 1"
                                + " to 10000, but was the number 0",
                        "p.test.yaml:14:55: tests[2].records[2].eventID must hold {n} in a repeated"
                                + " record, so that no two are one",
                        "p.test.yaml:15:60: tests[2].records[3].eventName must be given once",
                        "p.test.yaml:17:9: tests[2].control[0].at must be a UTC time such as"
                                + " 2026-01-01T00:00:00Z, but was 'noon'");
    }

    @Test
    void aFileWithoutTestsIsNone() {
        assertThat(problemsOf("policy: p.yaml\n"))
                .containsExactly("p.test.yaml:1:1: tests must be given: a list of tests");
        assertThat(problemsOf("tests: []\n"))
                .containsExactly("p.test.yaml:1:8: tests must have at least one test");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'+999999999-12-31T23:59:59Z' | 2    | .eventTime must be a UTC time",
                "'2026-11-17T10:00:00Z'       | 9999 | must not be more than the 10000th record",
            })
    void recordsStayWithinTheirBounds(String time, int repeat, String problem) {
        assertThat(
                        problemsOf(
                                """
                                tests:
                                  - name: x
                                    records:
                                      - { eventTime: "2026-11-17T10:00:00Z", repeat: 2 }
                                      - { eventTime: "%s", repeat: %d }
                                    expect: []
                                """
                                        .formatted(time, repeat)))
                .singleElement()
                .asString()
                .startsWith("p.test.yaml:5:")
                .contains(problem);
    }

    @Property(tries = 300)
    void anyChangeOfOneCharacterGivesTestsOrProblems(
            @ForAll @IntRange(min = 0, max = 1_000) int place, @ForAll char other) {
        int at = place % WHOLE.length();
        String changed = WHOLE.substring(0, at) + other + WHOLE.substring(at + 1);

        try {
            assertThat(read(changed).tests()).isNotEmpty();
        } catch (PolicyException e) {
            assertThat(e.problems()).isNotEmpty();
        }
    }

    @Test
    void aTestWithoutARecordIsNone() {
        assertThat(problemsOf("tests:\n  - { name: x, records: [], files: [], expect: [] }\n"))
                .containsExactly("p.test.yaml:2:5: tests[0] must give at least one file or record");
    }

    @Test
    void theShippedExampleIsGood() throws Exception {
        PolicyTests example = read(PolicyReaderTest.resource("example-policy.test.yaml"));

        assertThat(example.policy()).isEqualTo("example-policy.yaml");
        assertThat(example.tests()).hasSizeGreaterThanOrEqualTo(4);
    }
}
