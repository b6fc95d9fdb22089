package io.fusewire.cli.replay;

import io.fusewire.audit.DeadLetter;
import io.fusewire.cli.report.Aftermath;
import io.fusewire.cli.report.Habits;
import io.fusewire.core.baseline.AgentDay;
import io.fusewire.core.baseline.Episode;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.DecisionDifference;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.Refusal;
import io.fusewire.kafka.DomainJson;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a replay's sinks gathered, put into an order that does not depend on parallelism.
 *
 * <p>Decisions and principals are kept in memory: there are as many as a person could look through.
 * Records that could not be read may be any number of any size, so they go to a file and only their
 * places are kept. Safe for use by the threads of several sinks.
 */
final class Findings implements Closeable {

    /** Dead letters that are kept for the report, the first in order; the file has them all. */
    static final int DEAD_LETTERS_SHOWN = 200;

    /** Observations kept per decision, the first in order. */
    static final int OBSERVATIONS_KEPT = 1_000;

    private record Place(String source, long offset, long position, int length) {}

    private static final Comparator<Place> BY_SOURCE =
            Comparator.comparing(Place::source)
                    .thenComparingLong(Place::offset)
                    .thenComparingLong(Place::position);

    private final Map<String, Decision> decisions = new HashMap<>();
    private final Map<String, Aftermath.Builder> observations = new HashMap<>();
    private final Map<String, AgentSummary> agents = new TreeMap<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<DecisionDifference> differences = new ArrayList<>();
    private final Map<String, Habits.Builder> habits = new HashMap<>();
    private final List<Place> deadLetters = new ArrayList<>();
    private final List<DeadLetter> shown = new ArrayList<>();
    private final Path spoolFile;
    private final OutputStream spool;
    private long spooled;

    /**
     * @param folder where dead letters wait until they are put in order
     */
    Findings(Path folder) throws IOException {
        this.spoolFile = folder.resolve("dead-letters");
        this.spool = new BufferedOutputStream(Files.newOutputStream(spoolFile), 1 << 16);
    }

    synchronized void decision(Decision decision) {
        decisions.put(decision.decisionId(), decision);
    }

    synchronized void observation(Observation observation) {
        observations
                .computeIfAbsent(
                        observation.decisionId(), id -> new Aftermath.Builder(OBSERVATIONS_KEPT))
                .add(observation);
    }

    synchronized void day(AgentDay day) {
        habitsOf(day.agent()).add(day);
    }

    synchronized void episode(Episode episode) {
        habitsOf(episode.agent()).add(episode);
    }

    private Habits.Builder habitsOf(String agent) {
        return habits.computeIfAbsent(agent, key -> new Habits.Builder());
    }

    synchronized void agent(AgentSummary agent) {
        agents.put(agent.agent(), agent);
    }

    synchronized void refusal(Refusal refusal) {
        refusals.add(refusal);
    }

    /** What people said and what took no effect, in order. */
    synchronized List<Refusal> refusals() {
        return refusals.stream()
                .sorted(
                        Comparator.comparingLong(Refusal::atMillis)
                                .thenComparing(Refusal::source)
                                .thenComparingLong(Refusal::number)
                                .thenComparing(Refusal::agent)
                                .thenComparing(Refusal::reason))
                .toList();
    }

    synchronized void difference(DecisionDifference difference) {
        differences.add(difference);
    }

    /** By event time, agent and kind. */
    synchronized List<DecisionDifference> differences() {
        return differences.stream()
                .sorted(
                        Comparator.comparingLong(DecisionDifference::atMillis)
                                .thenComparing(DecisionDifference::agent)
                                .thenComparing(DecisionDifference::triggerEventId)
                                .thenComparing(DecisionDifference::kind))
                .toList();
    }

    synchronized void deadLetter(DeadLetter letter) {
        byte[] line = (DomainJson.deadLetter(letter) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            spool.write(line);
        } catch (IOException e) {
            throw new UncheckedIOException("a record that could not be read cannot be kept", e);
        }
        deadLetters.add(new Place(letter.source(), letter.offset(), spooled, line.length));
        spooled += line.length;
        if (shown.size() < DEAD_LETTERS_SHOWN) {
            shown.add(letter);
        }
    }

    /** By event time of the deciding record, then by id. */
    synchronized List<Decision> decisions() {
        return decisions.values().stream()
                .sorted(
                        Comparator.comparingLong(Decision::atMillis)
                                .thenComparing(Decision::decisionId))
                .toList();
    }

    /** What came after each decision, by its id. */
    synchronized Map<String, Aftermath> aftermaths() {
        Map<String, Aftermath> built = new HashMap<>();
        observations.forEach((id, builder) -> built.put(id, builder.build()));
        return built;
    }

    /** Days and bursts with harm, by agent key. */
    synchronized Map<String, Habits> habits() {
        Map<String, Habits> built = new TreeMap<>();
        habits.forEach((agent, builder) -> built.put(agent, builder.build()));
        return built;
    }

    /** By key. */
    synchronized List<AgentSummary> agents() {
        return List.copyOf(agents.values());
    }

    /** Some of those that could not be read, for the report. */
    synchronized List<DeadLetter> deadLettersShown() {
        return shown.stream()
                .sorted(
                        Comparator.comparing(DeadLetter::source)
                                .thenComparingLong(DeadLetter::offset))
                .toList();
    }

    synchronized int deadLetterCount() {
        return deadLetters.size();
    }

    /** Writes all that could not be read, by source and offset. */
    synchronized void writeDeadLetters(OutputStream out) throws IOException {
        spool.flush();
        deadLetters.sort(BY_SOURCE);
        try (RandomAccessFile file = new RandomAccessFile(spoolFile.toFile(), "r")) {
            for (Place place : deadLetters) {
                byte[] line = new byte[place.length()];
                file.seek(place.position());
                file.readFully(line);
                out.write(line);
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        spool.close();
        Files.deleteIfExists(spoolFile);
    }
}
