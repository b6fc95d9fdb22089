package io.fusewire.detector;

import io.fusewire.core.baseline.Priors;
import io.fusewire.core.detection.Decision;
import io.fusewire.detector.TestingTrail.Line;
import io.fusewire.policy.PriorsWriter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Agents with a past: some weeks of ordinary work, now and then with a deletion of what others
 * made, and then a morning on which some of them delete far more than they ever did. Caps are out
 * of reach by {@link #POLICY}, so that only what was learned of an agent can trip it.
 */
final class LearnedTrail {

    static final String POLICY =
            """
            version: 1
            agents:
              - { roleArn: "arn:*:iam::*:role/Agents", class: learned }
            classes:
              learned: { burstCap: 100000, weekCap: 100000, monthCap: 100000, strikeCap: 100000 }
            """;

    /** No peers: what is known of an agent is its own past, whatever priors are shipped. */
    static final String PRIORS = PriorsWriter.write(Priors.NONE, List.of());

    static final Duration HISTORY = Duration.ofDays(24);
    static final Instant INCIDENT = TestingTrail.START.plus(HISTORY);

    /** In each account one agent goes wrong. */
    static final int ROGUES = 3;

    private static final int ACCOUNTS = ROGUES;
    private static final int CLEANED = 2;

    /** Of {@link #trips}: that a ladder tripped an agent that went wrong. */
    static final Predicate<String> LADDER_TRIP =
            Pattern.compile("TRIP by foreign-harm/burst of \\S+/fixer").asMatchPredicate();

    private LearnedTrail() {}

    /** All trips, each in some words; pages of somebody's first loss apart. */
    static List<String> trips(TestingSinks sinks) {
        return sinks.all(Decision.class).stream()
                .filter(decision -> decision.type() == Decision.Type.TRIP)
                .map(trip -> "TRIP by " + trip.reasons().get(0) + " of " + trip.agent())
                .toList();
    }

    static DetectorSettings settings(DetectorSettings base) {
        return base.withPolicy(POLICY).withPriors(PRIORS, base.agentDaysPerFalseTrip());
    }

    static List<Line> all(long seed) {
        List<Line> all = new ArrayList<>(history(seed));
        all.addAll(incident());
        return all;
    }

    /** Weeks of ordinary work, in order of time. */
    static List<Line> history(long seed) {
        Random random = new Random(seed);
        List<Line> lines = new ArrayList<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            for (int day = 0; day < HISTORY.toDays(); day++) {
                workday(account, day, random, lines);
                nightlyCleaning(account, day, lines);
            }
        }
        lines.sort(Comparator.comparing(Line::at));
        return lines;
    }

    /** Several records a second, so that many share their time; cleaning goes on as ever. */
    static List<Line> incident() {
        List<Line> lines = new ArrayList<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            for (int i = 0; i < TestingTrail.DATABASES; i++) {
                Instant at = INCIDENT.plusSeconds(60L * account + i / 4);
                lines.add(delete("incident-%d-%d".formatted(account, i), at, account, "fixer"));
            }
            nightlyCleaning(account, (int) HISTORY.toDays(), lines);
        }
        lines.sort(Comparator.comparing(Line::at));
        return lines;
    }

    private static void workday(int account, int day, Random random, List<Line> lines) {
        Instant at = TestingTrail.START.plus(Duration.ofDays(day));
        for (int call = 0; call < 4; call++) {
            at = at.plusSeconds(60 + random.nextInt(300));
            String id = "work-%d-%d-%d".formatted(account, day, call);
            lines.add(
                    new Line(
                            at,
                            TestingTrail.record(
                                    id,
                                    at,
                                    TestingTrail.accountId(account),
                                    "fixer",
                                    "CreateDBInstance",
                                    "db-" + id)));
        }
        // From its first day on, so that a deletion is nothing new to it.
        if (random.nextInt(4) == 0 || day == 0) {
            lines.add(
                    delete(
                            "odd-%d-%d".formatted(account, day),
                            at.plusSeconds(60),
                            account,
                            "fixer"));
        }
    }

    private static void nightlyCleaning(int account, int day, List<Line> lines) {
        Instant night = TestingTrail.START.plus(Duration.ofDays(day)).plus(Duration.ofHours(14));
        for (int i = 0; i < CLEANED; i++) {
            lines.add(
                    delete(
                            "night-%d-%d-%d".formatted(account, day, i),
                            night.plusSeconds(i / 2),
                            account,
                            "cleaner"));
        }
    }

    private static Line delete(String id, Instant at, int account, String name) {
        return new Line(
                at,
                TestingTrail.record(
                        id,
                        at,
                        TestingTrail.accountId(account),
                        name,
                        "DeleteDBInstance",
                        "orders-" + id));
    }
}
