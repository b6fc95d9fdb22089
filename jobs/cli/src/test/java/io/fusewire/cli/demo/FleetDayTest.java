package io.fusewire.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.audit.AuditReader;
import io.fusewire.audit.DeadLetter;
import io.fusewire.audit.DigestMode;
import io.fusewire.audit.ReaderLimits;
import io.fusewire.audit.RecordSink;
import io.fusewire.audit.SkipReason;
import io.fusewire.core.catalogue.Catalogue;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.record.CloudTrailRecord;
import io.fusewire.core.record.RecordInterpreter;
import io.fusewire.policy.PolicyReader;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

class FleetDayTest {

    private static final int READ_EVERY_SECONDS = 600;

    private static FleetDay day;
    private static List<AuditEvent> events;

    @BeforeAll
    static void understandTheDay() throws Exception {
        day = FleetDay.of(Demo.WRITTEN_DAY, 7, READ_EVERY_SECONDS);
        Understanding understanding = new Understanding();
        AuditReader reader = new AuditReader(ReaderLimits.DEFAULT, DigestMode.ALWAYS);
        for (FleetRecord record : day.records()) {
            reader.readMessage(record.message(), "fleet", 0, understanding);
        }
        events = understanding.events;
    }

    private static final class Understanding implements RecordSink {

        private final Policy policy = PolicyReader.read(Demo.policyText(), "policy.yaml");
        private final RecordInterpreter interpreter = new RecordInterpreter(Catalogue.load());
        private final List<AuditEvent> events = new ArrayList<>();

        Understanding() throws Exception {}

        @Override
        public void record(CloudTrailRecord record) {
            events.add(interpreter.interpret(record, policy));
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            throw new AssertionError(letter);
        }

        @Override
        public void skipped(SkipReason reason) {
            throw new AssertionError(reason);
        }
    }

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        List<String> messages = messages(day);
        assertThat(messages(FleetDay.of(Demo.WRITTEN_DAY, 7, READ_EVERY_SECONDS)))
                .isEqualTo(messages);
        assertThat(messages(FleetDay.of(Demo.WRITTEN_DAY, 8, READ_EVERY_SECONDS)))
                .isNotEqualTo(messages);
    }

    private static List<String> messages(FleetDay day) {
        return day.records().stream()
                .map(record -> new String(record.message(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void everyRecordIsReadAndEveryOperationKnown() {
        assertThat(events).hasSameSizeAs(day.records()).allMatch(AuditEvent::operationKnown);
        assertThat(events)
                .filteredOn(event -> event.effect() == Effect.DESTROY)
                .allMatch(event -> event.units() == event.resources().size() && event.units() > 0);
    }

    @Test
    void whatIsMadeAndRemovedAgainIsTheSameResource() {
        Set<String> created = new HashSet<>();
        events.forEach(e -> e.createdResources().forEach(r -> created.add(r.key())));
        List<String> removed =
                events.stream()
                        .filter(e -> e.agent().contains("claude-code"))
                        .filter(e -> e.effect() == Effect.DESTROY)
                        .filter(e -> e.outcome() == Outcome.SUCCESS)
                        .flatMap(e -> e.resources().stream())
                        .map(ResourceRef::key)
                        .toList();
        assertThat(removed).isNotEmpty();
        assertThat(created).containsAll(removed);
    }

    @Test
    void comesOutOfOrderLateAndTwice() {
        Map<String, Long> copies =
                day.records().stream()
                        .collect(
                                Collectors.groupingBy(FleetRecord::eventId, Collectors.counting()));
        assertThat(copies.values()).contains(1L, 2L).allMatch(n -> n <= 2);
        Instant latest = Instant.MIN;
        int late = 0;
        for (FleetRecord record : day.records()) {
            if (record.eventTime().isBefore(latest)) {
                late++;
            } else {
                latest = record.eventTime();
            }
        }
        assertThat(late).isGreaterThan(day.records().size() / 50);
    }

    @Test
    void agentAndPersonShareRoleAndNameButNotTheSession() {
        List<AuditEvent> onTheRole =
                events.stream().filter(e -> e.agent().contains(BillingAccount.ROLE)).toList();
        assertThat(onTheRole)
                .extracting(AuditEvent::principalArn)
                .containsOnly("arn:aws-cn:iam::444455556666:role/OperatorRole");
        assertThat(onTheRole).extracting(AuditEvent::sessionName).containsOnly("mei@example.com");
        Set<String> persons = sessions(onTheRole, AgentKind.HUMAN);
        Set<String> agents = sessions(onTheRole, AgentKind.AGENT);
        assertThat(persons).containsExactly(day.personSession());
        assertThat(agents).hasSize(1).doesNotContain(day.personSession());
    }

    private static Set<String> sessions(List<AuditEvent> events, AgentKind kind) {
        return events.stream()
                .filter(event -> event.agentKind() == kind)
                .map(AuditEvent::session)
                .collect(Collectors.toSet());
    }

    @Test
    void policyClassesEveryAgentOfTheFleetThatDeletes() {
        assertThat(events)
                .filteredOn(e -> e.effect() == Effect.DESTROY && e.agentKind() != AgentKind.SERVICE)
                .isNotEmpty()
                .allMatch(e -> e.agentKind() == AgentKind.AGENT && e.agentClass() != null);
    }

    @Test
    void refusedAndFailedCallsAreAmongTheDestructiveOnes() {
        assertThat(events)
                .filteredOn(event -> event.effect() == Effect.DESTROY)
                .extracting(AuditEvent::outcome)
                .contains(Outcome.SUCCESS, Outcome.FAILED, Outcome.THROTTLED);
    }
}
