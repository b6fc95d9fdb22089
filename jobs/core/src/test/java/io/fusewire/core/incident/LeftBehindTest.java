package io.fusewire.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.containment.StillRunning;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.incident.LeftBehind.Kind;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class LeftBehindTest {

    private static final long START = Instant.parse("2026-11-17T07:43:15Z").toEpochMilli();
    private static final String EXECUTION =
            "arn:aws:states:eu-west-1:111122223333:execution:Cleanup:nightly-7";

    // What is left.

    @Test
    void aTrailThatIsStoppedIsLeft() {
        assertThat(after(tampering("cloudtrail", "StopLogging", "cloudtrail:trail", "org")))
                .singleElement()
                .satisfies(
                        left -> {
                            assertThat(left.kind()).isEqualTo(Kind.TRAIL);
                            assertThat(left.isRunning()).isFalse();
                            assertThat(left.whatToDo())
                                    .containsExactly(
                                            "aws cloudtrail start-logging --name org --region"
                                                    + " eu-west-1");
                        });
    }

    /** A chained session has a name and a role of its own, and no deny of this one ends it. */
    @Test
    void aRoleThatIsAssumedGoesOn() {
        assertThat(after(call("sts", "AssumeRole").on("sts:role", "next").build()))
                .singleElement()
                .satisfies(
                        left -> {
                            assertThat(left.kind()).isEqualTo(Kind.ROLE);
                            assertThat(left.id()).isEqualTo("next");
                            assertThat(left.isRunning()).isTrue();
                            assertThat(left.whatToDo())
                                    .singleElement()
                                    .asString()
                                    .contains(
                                            "AttributeKey=EventId,AttributeValue=" + left.eventId(),
                                            " --region eu-west-1: responseElements.assumedRoleUser",
                                            "put-role-policy --role-name ROLE --policy-name"
                                                    + " FusewireByHand",
                                            "{\"aws:userid\":[\"ASSUMED_ROLE_ID\"]}");
                        });
        assertThat(after(call("sts", "AssumeRole").ending(Outcome.DENIED).build())).isEmpty();
        assertThat(after(call("sts", "GetCallerIdentity").build())).isEmpty();
    }

    @Test
    void anExecutionGoesOn() {
        assertThat(after(call("states", "StartExecution").executing(EXECUTION).build()))
                .singleElement()
                .satisfies(
                        left -> {
                            assertThat(left.kind()).isEqualTo(Kind.EXECUTION);
                            assertThat(left.isRunning()).isTrue();
                            assertThat(String.join("\n", left.whatToDo()))
                                    .endsWith(
                                            "aws stepfunctions stop-execution --execution-arn "
                                                    + EXECUTION
                                                    + " --region eu-west-1.");
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "CreateStack, aws cloudformation delete-stack --stack-name shop --region eu-west-1.",
        "UpdateStack, aws cloudformation cancel-update-stack --stack-name shop --region eu-west-1.",
        "ExecuteChangeSet, aws cloudformation cancel-update-stack --stack-name shop --region"
                + " eu-west-1;",
        "DeleteStack, aws cloudformation describe-stack-resources --stack-name shop --region"
                + " eu-west-1;",
        "RollbackStack, aws cloudformation describe-stack-events --stack-name shop --region"
                + " eu-west-1."
    })
    void aStackGoesOnAndTheAnswerIsTheCalls(String call, String command) {
        assertThat(after(call("cloudformation", call).of("shop").build()))
                .singleElement()
                .satisfies(
                        left -> {
                            assertThat(left.kind()).isEqualTo(Kind.STACK);
                            assertThat(left.whatToDo())
                                    .singleElement()
                                    .asString()
                                    .contains(command);
                        });
    }

    @Test
    void aDeleteUnderWayIsSaidToBeBeyondCancelling() {
        assertThat(
                        after(call("cloudformation", "DeleteStack").of("shop").build())
                                .get(0)
                                .whatToDo())
                .singleElement()
                .asString()
                .contains("a running delete cannot be cancelled")
                .contains("--enable-termination-protection");
    }

    @ParameterizedTest
    @CsvSource({
        "access-analyzer, DeleteAnalyzer, aws accessanalyzer create-analyzer --analyzer-name w",
        "cloudtrail, DeleteEventDataStore, aws cloudtrail restore-event-data-store"
                + " --event-data-store w",
        "cloudtrail, StopEventDataStoreIngestion, aws cloudtrail start-event-data-store-ingestion"
                + " --event-data-store w",
        "config, StopConfigurationRecorder, aws configservice start-configuration-recorder"
                + " --configuration-recorder-name w",
        "config, DeleteConfigurationRecorder, 'aws configservice put-configuration-recorder"
                + " --configuration-recorder name=w,roleARN=ROLE'",
        "config, DeleteDeliveryChannel, 'aws configservice put-delivery-channel --delivery-channel"
                + " name=w,s3BucketName=BUCKET'",
        "ec2, DeleteFlowLogs, aws ec2 create-flow-logs --resource-type TYPE --resource-ids RESOURCE",
        "events, DisableRule, aws events enable-rule --name w",
        "events, PutRule, aws events enable-rule --name w",
        "events, DeleteRule, aws events put-rule --name w SETTINGS",
        "events, RemoveTargets, aws events put-targets --rule RULE --targets TARGETS",
        "guardduty, DeleteDetector, aws guardduty create-detector --enable",
        "guardduty, UpdateDetector, aws guardduty update-detector --detector-id w --enable",
        "guardduty, StopMonitoringMembers, aws guardduty start-monitoring-members --detector-id w",
        "inspector2, Disable, aws inspector2 enable --resource-types TYPES",
        "logs, DeleteLogGroup, aws logs create-log-group --log-group-name w",
        "logs, DeleteMetricFilter, aws logs put-metric-filter --filter-name w",
        "logs, DeleteSubscriptionFilter, aws logs put-subscription-filter --filter-name w",
        "macie2, DisableMacie, aws macie2 enable-macie",
        "macie2, UpdateMacieSession, aws macie2 update-macie-session --status ENABLED",
        "monitoring, DeleteAlarms, aws cloudwatch put-metric-alarm --alarm-name w SETTINGS",
        "monitoring, DisableAlarmActions, aws cloudwatch enable-alarm-actions --alarm-names w",
        "monitoring, DisableInsightRules, aws cloudwatch enable-insight-rules --rule-names w",
        "monitoring, StopMetricStreams, aws cloudwatch start-metric-streams --names w",
        "securityhub, DisableSecurityHub, aws securityhub enable-security-hub"
    })
    void aWatcherIsMadeToWatchAgain(String service, String call, String command) {
        assertThat(after(tampering(service, call, "some:type", "w")))
                .singleElement()
                .satisfies(
                        left -> {
                            assertThat(left.kind()).isEqualTo(Kind.WATCHER);
                            assertThat(left.whatToDo())
                                    .first()
                                    .asString()
                                    .endsWith("AttributeValue=event-0 --region eu-west-1");
                            assertThat(left.whatToDo().subList(1, left.whatToDo().size()))
                                    .anyMatch(line -> line.startsWith(command))
                                    .allMatch(line -> line.endsWith(" --region eu-west-1"));
                        });
    }

    /** The catalogue says what watches; of what no command is known the record shows the rest. */
    @Test
    void aWatcherThatIsNotListedIsLookedUp() {
        assertThat(after(tampering("oam", "DeleteSink", "AWS::Oam::Sink", "s")).get(0).whatToDo())
                .singleElement()
                .asString()
                .startsWith("aws cloudtrail lookup-events --lookup-attributes");
    }

    @Test
    void aCallOnSeveralAlarmsLeavesEach() {
        assertThat(after(tampering("monitoring", "DeleteAlarms", "x", "a", "b")))
                .extracting(LeftBehind::id)
                .containsExactly("a", "b");
    }

    @Test
    void aWatcherThatTheRecordDoesNotNameIsLeftAllTheSame() {
        assertThat(after(tampering("securityhub", "DisableSecurityHub", "x")))
                .singleElement()
                .satisfies(left -> assertThat(left.id()).isEmpty());
    }

    @Test
    void whatIsGoneAnywayComesBehindOtherWatchers() {
        Observation logGroup =
                call("logs", "DeleteLogGroup")
                        .affecting(Effect.DESTROY, Effect.AUDIT_TAMPERING)
                        .on("AWS::Logs::LogGroup", "g")
                        .build();
        assertThat(after(logGroup, tampering("guardduty", "DeleteDetector", "x", "d")))
                .extracting(LeftBehind::id)
                .containsExactly("d", "g");
    }

    @ParameterizedTest
    @EnumSource(value = Outcome.class, mode = EnumSource.Mode.EXCLUDE, names = "SUCCESS")
    void whatDidNotSucceedLeavesNothing(Outcome outcome) {
        assertThat(
                        after(
                                tampering(outcome, "cloudtrail", "StopLogging", "t"),
                                call("states", "StartExecution")
                                        .executing(EXECUTION)
                                        .ending(outcome)
                                        .build(),
                                call("cloudformation", "DeleteStack")
                                        .of("shop")
                                        .ending(outcome)
                                        .build()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Effect.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"AUDIT_TAMPERING"})
    void otherCallsLeaveNothing(Effect effect) {
        assertThat(after(call("ec2", "Whatever").affecting(effect, null).on("t", "i").build()))
                .isEmpty();
    }

    @Test
    void whatIsNewIsToldApartFromWhatIsNot() {
        List<LeftBehind> known =
                after(tampering("cloudtrail", "StopLogging", "cloudtrail:trail", "t"));
        Observation same = tampering("cloudtrail", "StopLogging", "cloudtrail:trail", "t");
        assertThat(LeftBehind.after(known, same)).isSameAs(known);
    }

    /** Who names things can neither forge a command nor an option. */
    @Property
    void namesForgeNoCommand(@ForAll String name, @ForAll String region, @ForAll Kind kind) {
        Call call = call("monitoring", "DisableAlarmActions").in(region).named(name);
        Observation observation =
                switch (kind) {
                    case TRAIL ->
                            call.affecting(Effect.AUDIT_TAMPERING, null)
                                    .on("cloudtrail:trail", name)
                                    .build();
                    case WATCHER ->
                            call.affecting(Effect.AUDIT_TAMPERING, null).on("x", name).build();
                    case STACK -> call.of(name).build();
                    case EXECUTION -> call.executing(name).build();
                    case ROLE ->
                            call("sts", "AssumeRole")
                                    .in(region)
                                    .named(name)
                                    .on("sts:role", name)
                                    .build();
                };
        for (LeftBehind left : after(observation)) {
            for (String line : left.whatToDo()) {
                assertThat(line.replace(StillRunning.DENY_BY_HAND, ""))
                        .matches("[A-Za-z0-9_.:/@+= ,;'\\-]*");
            }
        }
    }

    // How much is kept.

    @Test
    void theEarliestOfAKindAreKeptAndOneKindCrowdsOutNoOther() {
        List<Observation> calls = new ArrayList<>();
        for (int i = 0; i < LeftBehind.OF_A_KIND_MAX + 7; i++) {
            calls.add(call("states", "StartExecution").executing("e-" + i).at(i).build());
        }
        calls.add(tampering("cloudtrail", "StopLogging", "cloudtrail:trail", "t"));
        Collections.reverse(calls);

        List<LeftBehind> left = after(calls.toArray(Observation[]::new));

        assertThat(left).hasSize(LeftBehind.OF_A_KIND_MAX + 1);
        assertThat(left).first().matches(each -> each.kind() == Kind.TRAIL);
        assertThat(left).extracting(LeftBehind::id).contains("e-0", "e-19").doesNotContain("e-20");
    }

    @Property
    void neitherOrderNorRepetitionMatters(
            @ForAll("calls") List<Observation> calls, @ForAll Random random) {
        List<LeftBehind> expected = after(calls.toArray(Observation[]::new));
        List<Observation> again = new ArrayList<>(calls);
        again.addAll(calls.subList(0, calls.size() / 2));
        Collections.shuffle(again, random);

        List<LeftBehind> left = after(again.toArray(Observation[]::new));

        assertThat(left).isEqualTo(expected);
        for (Kind kind : Kind.values()) {
            assertThat(left.stream().filter(each -> each.kind() == kind).count())
                    .isLessThanOrEqualTo(LeftBehind.OF_A_KIND_MAX);
        }
    }

    @Provide
    Arbitrary<List<Observation>> calls() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 99),
                        Arbitraries.of(Kind.values()),
                        Arbitraries.of(Outcome.values()),
                        Arbitraries.integers().between(0, 3))
                .as(
                        (number, kind, outcome, resources) -> {
                            Call call =
                                    call("s", "C" + kind)
                                            .at(number % 13)
                                            .named("event-" + number + kind + outcome + resources)
                                            .ending(outcome);
                            return switch (kind) {
                                case STACK -> call.of("stack").build();
                                case EXECUTION -> call.executing("run-" + number).build();
                                case ROLE ->
                                        call("sts", "AssumeRole")
                                                .at(number % 13)
                                                .named("event-" + number + outcome)
                                                .ending(outcome)
                                                .on("sts:role", "run-" + number)
                                                .build();
                                case TRAIL, WATCHER -> {
                                    call.affecting(
                                            number % 2 == 0 ? Effect.DESTROY : Effect.MODIFY,
                                            Effect.AUDIT_TAMPERING);
                                    for (int i = 0; i < resources; i++) {
                                        call.on(
                                                kind == Kind.TRAIL ? "cloudtrail:trail" : "x",
                                                "w" + i);
                                    }
                                    yield call.build();
                                }
                            };
                        })
                .list()
                .ofMaxSize(120);
    }

    // Calls.

    static List<LeftBehind> after(Observation... calls) {
        List<LeftBehind> left = List.of();
        for (Observation call : calls) {
            left = LeftBehind.after(left, call);
        }
        return left;
    }

    static Observation tampering(String service, String name, String type, String... ids) {
        Call call = call(service, name).affecting(Effect.AUDIT_TAMPERING, null);
        for (String id : ids) {
            call.on(type, id);
        }
        return call.build();
    }

    private static Observation tampering(Outcome outcome, String service, String name, String id) {
        return call(service, name)
                .affecting(Effect.AUDIT_TAMPERING, null)
                .on("cloudtrail:trail", id)
                .ending(outcome)
                .build();
    }

    static Call call(String service, String name) {
        return new Call(service, name);
    }

    /** An observation that is being made. */
    static final class Call {
        private final String service;
        private final String name;
        private final List<ResourceRef> resources = new ArrayList<>();
        private String eventId = "event-0";
        private long atMillis = START;
        private Effect effect = Effect.MODIFY;
        private Outcome outcome = Outcome.SUCCESS;
        private String region = "eu-west-1";
        private @Nullable Effect secondEffect;
        private @Nullable String stack;
        private @Nullable String execution;

        private Call(String service, String name) {
            this.service = service;
            this.name = name;
        }

        /** So many seconds after the start, under an event id of its own. */
        Call at(int second) {
            atMillis = START + second * 1_000L;
            eventId = "event-" + second;
            return this;
        }

        Call named(String id) {
            eventId = id;
            return this;
        }

        Call in(String there) {
            region = there;
            return this;
        }

        Call affecting(Effect first, @Nullable Effect second) {
            effect = first;
            secondEffect = second;
            return this;
        }

        Call ending(Outcome end) {
            outcome = end;
            return this;
        }

        Call on(String type, String id) {
            resources.add(new ResourceRef(id, type, id));
            return this;
        }

        Call of(String itsStack) {
            stack = itsStack;
            return this;
        }

        Call executing(String arn) {
            execution = arn;
            return this;
        }

        Observation build() {
            return new Observation(
                    "d1",
                    "aws:111122223333:role/Coder/ci-#:agent",
                    "role:AROACODER:ci-2",
                    null,
                    eventId,
                    atMillis,
                    service + ".amazonaws.com",
                    name,
                    effect,
                    outcome,
                    0,
                    0,
                    List.of(),
                    List.copyOf(resources),
                    region,
                    secondEffect,
                    stack,
                    execution);
        }
    }
}
