package io.fusewire.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fusewire.core.containment.EscalationLadder;
import io.fusewire.core.containment.Rung;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.policy.AgentRule;
import io.fusewire.core.policy.Caps;
import io.fusewire.core.policy.Freeze;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.PolicyVersion;
import io.fusewire.core.policy.Reaction;
import io.fusewire.core.policy.Sensitivity;
import io.fusewire.core.policy.SwarmLimits;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

class PolicyReaderTest {

    private static final String CONTRACT =
            """
            version: 1
            mode: shadow            # the default without a policy; or enforce
            unknown: trip
            sharedSession: alert
            agents:                 # who is an agent, beside what a record itself proves
              - roleArn: "arn:*:iam::*:role/agents/*"
                class: coder        # optional
                mode: enforce       # optional
              - { roleArn: "arn:*:iam::*:role/Deploy*", sessionName: "ci-*", class: deploy-bot }
            humans:
              - { sessionName: "*@example.com" }
            """;

    static String resource(String name) throws IOException {
        try (InputStream in = PolicyReader.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static PolicyException problemsOf(String text) {
        return catchThrowableOfType(
                PolicyException.class, () -> PolicyReader.read(text, "policy.yaml"));
    }

    @Test
    void readsThePolicyOfTheContract() throws PolicyException {
        Policy policy = PolicyReader.read(CONTRACT, "policy.yaml");

        assertThat(policy.id()).isEqualTo(PolicyVersion.idOf(CONTRACT));
        assertThat(policy.mode()).isEqualTo(EnforcementMode.SHADOW);
        assertThat(policy.unknown()).isEqualTo(Reaction.TRIP);
        assertThat(policy.sharedSession()).isEqualTo(Reaction.ALERT);
        assertThat(policy.agents()).hasSize(2);
        AgentRule first = policy.agents().get(0);
        assertThat(first.matcher().roleArn()).hasToString("arn:*:iam::*:role/agents/*");
        assertThat(first.agentClass()).isEqualTo("coder");
        assertThat(first.mode()).isEqualTo(EnforcementMode.ENFORCE);
        assertThat(policy.agents().get(1).matcher().sessionName()).hasToString("ci-*");
        assertThat(policy.agents().get(1).mode()).isNull();
        assertThat(policy.humans()).hasSize(1);
        assertThat(policy.breakGlass()).isEmpty();
    }

    @Test
    void readsTheShippedExample() throws IOException, PolicyException {
        Policy policy = PolicyReader.read(resource("example-policy.yaml"), "example-policy.yaml");

        assertThat(policy.agents()).hasSize(5);
        assertThat(policy.classesWithoutCaps()).isEmpty();
        assertThat(policy.capsFor("coder", AgentKind.AGENT))
                .isEqualTo(new Caps(64, 64, 64, 45, false));
        assertThat(policy.capsFor("nightly-teardown", AgentKind.AGENT))
                .isEqualTo(new Caps(384, 300, 512, 128, true));
    }

    @Test
    void readsHowFarContainmentMayGo() throws PolicyException {
        assertThat(
                        PolicyReader.read(
                                        """
                                        containment:
                                          ladder:
                                            - session
                                            - role-sessions
                                            - key
                                            - person
                                        """,
                                        "p")
                                .escalation()
                                .rungs())
                .containsExactly(Rung.SESSION, Rung.ROLE_SESSIONS, Rung.KEY, Rung.PERSON);
        for (String silent :
                List.of("mode: shadow", "containment: {}", "containment: {ladder: }")) {
            assertThat(PolicyReader.read(silent, "p").escalation())
                    .as(silent)
                    .isEqualTo(EscalationLadder.DEFAULT);
        }
    }

    @Test
    void readsWhatAuditSwitchedOffLeadsTo() throws PolicyException {
        Policy policy =
                PolicyReader.read(
                        "version: 1\nclasses: {secops: {auditOff: alert}, coder: {burstCap: 9}}\n",
                        "p");

        assertThat(policy.auditOffBy("secops", Reaction.TRIP)).isEqualTo(Reaction.ALERT);
        assertThat(policy.auditOffBy("coder", Reaction.TRIP)).isEqualTo(Reaction.TRIP);
        assertThat(policy.auditOffBy(null, Reaction.TRIP)).isEqualTo(Reaction.TRIP);
        assertThat(policy.capsFor("coder", AgentKind.AGENT).burst()).isEqualTo(9);
    }

    @Test
    void readsWeightsSensitivityAndFreezes() throws PolicyException {
        Policy policy =
                PolicyReader.read(
                        """
                        detector: strict
                        agentDaysPerFalseTrip: 365
                        weights:
                          types:
                            ec2:instance: 7
                            custom:thing: 0.5
                          guardRemoval: 6
                        freezes:
                          - { from: "2026-12-20T00:00:00Z", to: "2027-01-04T00:00:00Z", account: 111122223333 }
                          - { weekly: "Fri 18:00 - Mon 06:00", environment: "*/prod-*" }
                        """,
                        "p");

        assertThat(policy.sensitivityOver(Sensitivity.DEFAULT))
                .isEqualTo(new Sensitivity(365, true));
        assertThat(policy.weights().ofType("AWS::EC2::Instance")).isEqualTo(7);
        assertThat(policy.weights().ofType("custom:thing")).isEqualTo(0.5);
        assertThat(policy.weights().ofType("AWS::KMS::Key")).isEqualTo(20);
        assertThat(policy.weights().guardRemoval()).isEqualTo(6);
        assertThat(policy.weights().auditOff()).isEqualTo(30);
        assertThat(policy.freezes())
                .extracting(freeze -> freeze.span())
                .containsExactly(
                        new Freeze.Once(
                                Instant.parse("2026-12-20T00:00:00Z").toEpochMilli(),
                                Instant.parse("2027-01-04T00:00:00Z").toEpochMilli()),
                        new Freeze.Weekly((4 * 24 + 18) * 60, 6 * 60));
    }

    @Test
    void readsHowMuchManyAgentsMayDoTogether() throws PolicyException {
        assertThat(PolicyReader.read("version: 1\n", "p").swarms()).isEqualTo(SwarmLimits.SHIPPED);
        assertThat(PolicyReader.read("swarms: {}\n", "p").swarms()).isEqualTo(SwarmLimits.SHIPPED);
        assertThat(PolicyReader.read("{\"swarms\": {\"roleDayCap\": 1.5}}", "p").swarms())
                .isEqualTo(new SwarmLimits(64, 1.5, 96, 192, 3, 3, true));
        assertThat(
                        PolicyReader.read(
                                        """
                                        swarms:
                                          roleHourCap: 10
                                          roleDayCap: 20
                                          environmentHourCap: 30
                                          environmentDayCap: 40
                                          agentsMin: 5
                                          newcomersMin: 6
                                        """,
                                        "p")
                                .swarms())
                .isEqualTo(new SwarmLimits(10, 20, 30, 40, 5, 6, false));
    }

    @Test
    void readsJsonAsWellTabsAndEscapedSlashesIncluded() throws PolicyException {
        Policy policy =
                PolicyReader.read(
                        "\n{\n\t\"version\": 1,\n\t\"mode\": \"enforce\",\n\t\"agents\":"
                                + " [{\"roleArn\": \"arn:*:role\\/a\"}],"
                                + " \"classes\": {\"x\": {\"weekCap\": 1.5e1}}}",
                        "policy.json");

        assertThat(policy.mode()).isEqualTo(EnforcementMode.ENFORCE);
        assertThat(policy.agents().get(0).matcher().roleArn()).hasToString("arn:*:role/a");
        assertThat(policy.capsFor("x", AgentKind.AGENT).week()).isEqualTo(15);
    }

    @Test
    void readsYamlThatStartsWithABrace() throws PolicyException {
        assertThat(PolicyReader.read("{version: 1, mode: enforce}", "p").mode())
                .isEqualTo(EnforcementMode.ENFORCE);
    }

    @Test
    void takesWhatIsLeftOutOrLeftEmptyFromTheDefault() throws PolicyException {
        Policy policy = PolicyReader.read("version: 1\nagents:\nclasses:\n", "p");

        assertThat(policy.agents()).isEmpty();
        assertThat(policy.mode()).isEqualTo(Policy.DEFAULT.mode());
        assertThat(policy.unknown()).isEqualTo(Policy.DEFAULT.unknown());
    }

    @Test
    void keepsTheZerosOfAnAccountThatSomebodyForgotToQuote() throws PolicyException {
        Policy policy = PolicyReader.read("humans: [{account: 012345678901}]", "p");

        assertThat(policy.humans().get(0).account()).hasToString("012345678901");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "version: 2 | 1:10: version must be 1, but was the number 2",
                "version: '1' | 1:10: version must be 1, but was '1'",
                "mode: forced | 1:7: mode must be shadow or enforce, but was 'forced'",
                "mode: true | 1:7: mode must be shadow or enforce, but was the boolean true",
                "mode: | 1:6: mode must be shadow or enforce, but was nothing",
                "unknown: [] | 1:10: unknown must be trip or alert, but was a list",
                "sharedSession: page | 1:16: sharedSession must be trip or alert, but was 'page'",
                "mods: shadow | 1:1: mods is no setting; known here are version, mode, unknown, sharedSession, agents, humans, breakGlass, classes, detector, agentDaysPerFalseTrip, weights, swarms, freezes, containment",
                "swarms: 64 | 1:9: swarms must be a mapping of settings, but was the number 64",
                "swarms: {hour: 64} | 1:10: swarms.hour is no setting; known here are roleHourCap, roleDayCap, environmentHourCap, environmentDayCap, agentsMin, newcomersMin",
                "swarms: {roleHourCap: 0} | 1:23: swarms.roleHourCap must be a positive, finite number, but was the number 0",
                "swarms: {agentsMin: 1} | 1:21: swarms.agentsMin must be a whole number from 2 to 256, but was the number 1",
                "swarms: {newcomersMin: 257} | 1:24: swarms.newcomersMin must be a whole number from 2 to 256, but was the number 257",
                "swarms: {agentsMin: 2.5} | 1:21: swarms.agentsMin must be a whole number from 2 to 256, but was the number 2.5",
                "swarms: {agentsMin: many} | 1:21: swarms.agentsMin must be a whole number from 2 to 256, but was 'many'",
                "{mode: shadow, mode: enforce} | 1:16: mode must be given once, but stands in line 1 already",
                "agents: x | 1:9: agents must be a list, but was 'x'",
                "agents: [x] | 1:10: agents[0] must be a mapping of settings, but was 'x'",
                "agents: [{class: coder}] | 1:10: agents[0] must give at least one of roleArn, userArn, sessionName, sourceIdentity, userAgent, account",
                "humans: [{}] | 1:10: humans[0] must give at least one of roleArn, userArn, sessionName, sourceIdentity, userAgent, account",
                "humans: [{sessionName: ''}] | 1:24: humans[0].sessionName must not be empty",
                "humans: [{sessionName: }] | 1:23: humans[0].sessionName must be text, but was nothing",
                "humans: [{sessionName: 12}] | 1:24: humans[0].sessionName must be text, but was the number 12; put it in quotes",
                "humans: [{sessionName: 'a?'}] | 1:24: humans[0].sessionName must not hold ?: the only wildcard is *",
                "humans: [{roleArn: a, class: b}] | 1:23: humans[0].class is no setting; known here are roleArn, userArn, sessionName, sourceIdentity, userAgent, account",
                "agents: [{roleArn: a, agentId: '{x}'}] | 1:32: agents[0].agentId must use only the placeholders {roleName} {userName} {sessionName} {sessionFamily} {sourceIdentity}, but has {x}",
                "agents: [{roleArn: a, class: 'a b'}] | 1:30: agents[0].class must be a class name of 1 to 64 letters, digits, '.', '_' or '-' that starts with a letter or digit",
                "classes: {coder: {weekCap: 0}} | 1:28: classes.coder.weekCap must be a positive, finite number, but was the number 0",
                "classes: {coder: {weekCap: -1.5}} | 1:28: classes.coder.weekCap must be a positive, finite number, but was the number -1.5",
                "classes: {coder: {weekCap: .inf}} | 1:28: classes.coder.weekCap must be a positive, finite number, but was the number .inf",
                "classes: {coder: {weekCap: 1e999}} | 1:28: classes.coder.weekCap must be a positive, finite number, but was the number 1e999",
                "classes: {coder: {weekCap: '9'}} | 1:28: classes.coder.weekCap must be a positive, finite number, but was '9'",
                "classes: {coder: {auditOff: page}} | 1:29: classes.coder.auditOff must be trip or alert, but was 'page'",
                "classes: {coder: {cap: 9}} | 1:19: classes.coder.cap is no setting; known here are burstCap, weekCap, monthCap, strikeCap, auditOff",
                "classes: {coder: {}, coder: {}} | 1:22: classes.coder must be given once, but stands in line 1 already",
                "classes: {'a b': {}} | 1:18: classes.a b must be a class name of 1 to 64 letters, digits, '.', '_' or '-' that starts with a letter or digit",
                "detector: fleet | 1:11: detector must be default or strict, but was 'fleet'",
                "agentDaysPerFalseTrip: 0 | 1:24: agentDaysPerFalseTrip must be a number from 1.0 to 1000000.0, but was the number 0",
                "weights: {types: {'AWS::KMS::Key': 1001}} | 1:36: weights.types.AWS::KMS::Key must be a number from 0 to 1000.0, but was the number 1001",
                "weights: {types: {database: 1}} | 1:29: weights.types.database must be a resource type such as AWS::EC2::Instance or glue:table",
                "weights: {auditOff: 0} | 1:21: weights.auditOff must be a number from 0.01 to 1000.0, but was the number 0",
                "weights: {guard: 1} | 1:11: weights.guard is no setting; known here are types, guardRemoval, auditOff",
                "freezes: [{account: 1}] | 1:11: freezes[0] must give either from and to, or weekly",
                "freezes: [{from: '2026-01-01T00:00:00Z'}] | 1:11: freezes[0] must give either from and to, or weekly",
                "freezes: [{weekly: Fri 18:00 - Fri 18:00}] | 1:20: freezes[0].weekly must be two different moments of a week in UTC, such as Fri 18:00 - Mon 06:00, but was 'Fri 18:00 - Fri 18:00'",
                "freezes: [{from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z'}] | 1:46: freezes[0].to must be later than from",
                "freezes: [{from: '2026-01-02', to: '2027-01-01T00:00:00Z'}] | 1:18: freezes[0].from must be a UTC time such as 2026-01-01T00:00:00Z, but was '2026-01-02'",
                "containment: [] | 1:14: containment must be a mapping of settings, but was a list",
                "containment: {rungs: []} | 1:15: containment.rungs is no setting; known here are ladder",
                "containment: {ladder: session} | 1:23: containment.ladder must be a list, but was 'session'",
                "containment: {ladder: [session, keys, person]} | 1:33: containment.ladder[1] must be session or agent-sessions or role-sessions or key or person, but was 'keys'",
                "containment: {ladder: []} | 1:23: containment.ladder must begin with session, for what carried the evidence is always denied",
                "containment: {ladder: [agent-sessions, person]} | 1:23: containment.ladder must begin with session, for what carried the evidence is always denied",
                "containment: {ladder: [session, key]} | 1:23: containment.ladder must end with person, for somebody is always told where nothing else helps",
                "containment: {ladder: [session, key, role-sessions, person]} | 1:23: containment.ladder must have each rung once and from the narrowest to the widest, but has role-sessions after key",
                "containment: {ladder: [session, session, person]} | 1:23: containment.ladder must have each rung once and from the narrowest to the widest, but has session after session",
                "'' | 1:1: must hold settings, but is empty",
                "'[]' | 1:1: must be a mapping of settings, but was a list",
                "'a: &x 1' | 1:4: must not use anchors (&name): write the value out",
                "'a: *x' | 1:4: must not use aliases (*name): write the value out",
                "'mode: !!str shadow' | 1:7: must not use tags, but has tag:yaml.org,2002:str",
                "'? [a]' | 1:3: must have text as key, but has a structure",
            })
    void saysWhatIsWrongAndWhere(String text, String problem) {
        assertThat(problemsOf(text)).hasMessage("policy.yaml:" + problem);
    }

    @Test
    void reportsAllProblemsInTheOrderOfTheText() {
        PolicyException exception =
                problemsOf(
                        """
                        version: 1
                        mode: on
                        agents:
                          - sessionName: 1
                            clas: coder
                          - roleArn: ""
                        humans: {}
                        swarms:
                          roleHourCap: -1
                          agentsMin: 1000
                        classes:
                          coder:
                            weekCap: many
                        """);

        assertThat(exception.problems())
                .extracting(problem -> problem.line() + " " + problem.setting())
                .containsExactly(
                        "2 mode",
                        "4 agents[0].sessionName",
                        "5 agents[0].clas",
                        "6 agents[1].roleArn",
                        "7 humans",
                        "9 swarms.roleHourCap",
                        "10 swarms.agentsMin",
                        "13 classes.coder.weekCap");
        assertThat(exception.getMessage().lines()).hasSize(8);
    }

    @Test
    void placesASyntaxErrorOfYamlAndOfJson() {
        assertThat(problemsOf("mode: shadow\n  agents: [").problems().get(0).line()).isEqualTo(2);
        assertThat(problemsOf("{\"mode\":\n \"shadow\",,}").problems().get(0))
                .satisfies(
                        problem -> {
                            assertThat(problem.line()).isEqualTo(2);
                            assertThat(problem.rule()).startsWith("must be JSON: ");
                        });
    }

    @Test
    void refusesTwoDocuments() {
        assertThat(problemsOf("mode: shadow\n---\nmode: enforce\n").problems().get(0).rule())
                .isEqualTo("must be one document only");
    }

    @Test
    void boundsTheListOfProblems() {
        PolicyException exception = problemsOf("humans: [" + "{},".repeat(300) + "{}]");

        assertThat(exception.problems()).hasSize(PolicyReader.PROBLEM_LIMIT + 1);
        assertThat(exception.getMessage()).endsWith("201 more problems are not listed");
    }

    @Test
    void boundsLengthNestingAndNumberOfEntries() {
        assertThat(problemsOf("#".repeat(PolicyReader.TEXT_LIMIT + 1)))
                .hasMessageContaining("must have at most 1048576 characters, but has 1048577");
        assertThat(problemsOf("agents: " + "[".repeat(1000) + "]".repeat(1000)))
                .hasMessageContaining("must not be nested deeper than 16 levels");
        assertThat(problemsOf("{\"agents\": " + "[".repeat(1000) + "]".repeat(1000) + "}"))
                .hasMessageContaining("must be JSON: ");
        assertThat(problemsOf("humans: [" + "{account: 1},".repeat(1000) + "{account: 1}]"))
                .hasMessage("policy.yaml:1:9: humans must have at most 1000 entries, but has 1001");
    }

    @Test
    void hidesControlCharactersOfAHostileTextFromTheTerminal() {
        assertThat(problemsOf("mode: \"\\e[2J\"").getMessage()).contains("'·[2J'");
    }

    /** Any text gives a policy or a {@link PolicyException}. */
    static void readsOrRefuses(String text) {
        try {
            assertThat(PolicyReader.read(text, "any").version()).isEqualTo(1);
        } catch (PolicyException e) {
            assertThat(e.problems()).isNotEmpty();
        }
    }

    @Property(tries = 2000)
    void neverBreaksOnAnyText(@ForAll String text) {
        readsOrRefuses(text);
    }

    @Property(tries = 3000)
    void neverBreaksOnPiecesOfPolicies(@ForAll("pieces") String text) {
        readsOrRefuses(text);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ": ",
                        ",",
                        "\n",
                        "\n  ",
                        "- ",
                        "\"",
                        "'",
                        "\\U110000",
                        "\\uD800",
                        "agents",
                        "classes",
                        "mode",
                        "shadow",
                        "roleArn",
                        "weekCap",
                        "1",
                        "0x1",
                        ".nan",
                        "~",
                        "&a",
                        "*a",
                        "!!x",
                        "? ",
                        "|",
                        "> ",
                        "%YAML 9.9",
                        "---",
                        "...",
                        "#",
                        "\t",
                        "\u0000",
                        "\u0085",
                        "\uFEFF",
                        "\uD800",
                        "<<",
                        "@",
                        "`")
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }
}
