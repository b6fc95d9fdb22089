package io.fusewire.cli.report;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.baseline.AgentDay;
import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.baseline.LadderReading;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.EscalationLadder;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.Charge;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.Fuse;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.Pattern;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Loss;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.Origin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs for the page's tests. */
final class SampleReports {

    static final long START = Instant.parse("2026-11-17T07:43:01Z").toEpochMilli();

    private SampleReports() {}

    /** One trip with what came after it; {@code name} stands wherever a caller chooses a name. */
    static RunReport withTrip(String name) {
        Map<String, String> glance = new LinkedHashMap<>();
        glance.put("Records", "12,345");
        glance.put("Duplicates", "17");
        glance.put("First", "2026-11-17 00:00:00Z");
        List<Charge> charges =
                List.of(
                        charge(name, "e1", "ModifyLoadBalancerAttributes", 0, 12, false),
                        charge(name, "e2", "DeleteService", 4, 11.7, true),
                        charge(name, "e3", "DeleteLoadBalancer", 14, 11.7, true),
                        charge(name, "e4", "DeleteTable", 19, 58.5, true));
        List<AgentSummary> agents = new ArrayList<>();
        agents.add(agent(name, BreakerState.OPEN, 1.467));
        agents.add(agent("aws:111122223333:role/DeployBot/ci-{n}", BreakerState.CLOSED, 0.02));
        return new RunReport(
                "Fusewire replay of " + name,
                glance,
                List.of("The caps are unsigned defaults: " + name),
                List.of(decision(name, charges)),
                Map.of("d1", aftermath(observation(name, 27, 1, 0), observation(name, 40, 0, 1))),
                agents,
                Map.of("aws:111122223333:role/DeployBot/ci-{n}", habits(name)),
                List.of(
                        new DeadLetter(
                                name, 17, "JSON must be complete: " + name, name, null, false)),
                1);
    }

    static RunReport empty() {
        return new RunReport(
                "Fusewire replay",
                Map.of("Records", "0"),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                Map.of(),
                List.of(),
                0);
    }

    private static Aftermath aftermath(Observation... observations) {
        Aftermath.Builder builder = new Aftermath.Builder(10);
        for (Observation observation : observations) {
            builder.add(observation);
        }
        return builder.build();
    }

    private static Charge charge(
            String name, String eventId, String call, int second, double harm, boolean lost) {
        return new Charge(
                "key-" + eventId,
                "AWS::DynamoDB::Table",
                name,
                eventId,
                call,
                "session",
                START + second * 1_000L,
                Math.round(harm * 1e6),
                Math.round(harm * 1e6),
                0,
                15,
                Liveness.LIVE,
                Origin.HUMAN,
                lost,
                false,
                Loss.IRREVERSIBLE,
                Charge.Prelude.NONE,
                false,
                START,
                START);
    }

    private static Decision decision(String name, List<Charge> charges) {
        return new Decision(
                "d1",
                Decision.Type.TRIP,
                1,
                START + 19_000,
                "e4",
                name,
                AgentKind.AGENT,
                "coder",
                "444455556666",
                "aws-cn",
                null,
                List.of(name),
                List.of(),
                false,
                List.of(),
                null,
                EnforcementMode.SHADOW,
                BreakerState.CLOSED,
                BreakerState.OPEN,
                93.9,
                64,
                List.of("fuse:week-cap", name),
                3,
                false,
                List.of(new ResourceRef("key", "AWS::DynamoDB::Table", name)),
                List.of(),
                List.of(),
                List.of("e1", "e2", "e3", "e4"),
                charges,
                ladders(),
                "default",
                "none",
                true,
                EscalationLadder.DEFAULT,
                name + " (an agent, class coder) destroyed 3 resources that it had not made.",
                null,
                0);
    }

    private static Observation observation(String name, int second, int lost, int recreated) {
        return new Observation(
                "d1",
                name,
                "session",
                null,
                "o" + second,
                START + second * 1_000L,
                "rds.amazonaws.com",
                lost > 0 ? "DeleteDBInstance" : "CreateTable",
                lost > 0 ? Effect.DESTROY : Effect.CREATE,
                Outcome.SUCCESS,
                lost,
                recreated,
                recreated > 0 ? List.of(Pattern.DELETED_AND_RECREATED.reason()) : List.of(),
                List.of(new ResourceRef("key", "AWS::RDS::DBInstance", name)),
                null,
                null,
                null,
                null);
    }

    private static AgentSummary agent(String name, BreakerState breaker, double score) {
        return new AgentSummary(
                name,
                AgentKind.AGENT,
                "coder",
                "444455556666",
                3,
                123_456,
                7,
                START,
                START + 60_000,
                breaker,
                score,
                Fuse.WEEK_CAP,
                START,
                1,
                0,
                Collections.nCopies(24, 3),
                ladders());
    }

    /** 132 bursts, of which few came past the first rung. */
    private static List<LadderReading> ladders() {
        List<LadderReading> readings = new ArrayList<>();
        for (Ladder ladder : Ladder.values()) {
            List<Float> reached = new ArrayList<>(Collections.nCopies(Ladder.RUNGS, 0f));
            reached.set(0, 132f);
            reached.set(1, 30f);
            reached.set(2, 4f);
            readings.add(
                    new LadderReading(ladder, START, 93.9, 7, 9_800, 1, 132, 3, reached, 40, 0));
        }
        return readings;
    }

    private static Habits habits(String name) {
        Habits.Builder habits = new Habits.Builder();
        long today = START / 86_400_000;
        habits.add(day(name, today - 3, 0.62));
        habits.add(day(name, today - 1, 0.05));
        return habits.build();
    }

    private static AgentDay day(String name, long epochDay, double ratio) {
        return new AgentDay(
                name,
                "coder",
                AgentKind.AGENT,
                epochDay,
                1_234,
                0,
                64 * ratio,
                64 * ratio,
                0,
                ratio,
                Fuse.WEEK_CAP);
    }
}
