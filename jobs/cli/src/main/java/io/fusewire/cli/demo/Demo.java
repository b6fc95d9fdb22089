package io.fusewire.cli.demo;

import io.fusewire.cli.Decisions;
import io.fusewire.cli.LiveDetector;
import io.fusewire.cli.Terminal;
import io.fusewire.cli.WorkFolder;
import io.fusewire.cli.replay.Replay;
import io.fusewire.cli.replay.ReplayOutcome;
import io.fusewire.cli.replay.ReplayOutput;
import io.fusewire.cli.report.Figures;
import io.fusewire.control.ControlFile;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.policy.Sensitivity;
import io.fusewire.jobs.ConfigException;
import io.fusewire.kafka.Topics;
import io.fusewire.kafka.embedded.EmbeddedKafka;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The whole loop on this machine: a made-up fleet's day through a real broker and a real Flink
 * cluster, shown as it happens.
 */
public final class Demo {

    /** The day that the fleet lives through. */
    static final LocalDate DAY = LocalDate.of(2026, 11, 17);

    private static final int PARTITIONS = 4;
    private static final int PARALLELISM = 2;
    private static final int LINE_WIDTH = 92;
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CLOCK_STEP = Duration.ofMillis(100);

    /** Records a second while latency is measured: a busy account's rate, not a backlog. */
    private static final int DRILL_RECORDS_PER_SECOND = 400;

    private static final long DRILL_SEED_DISTANCE = 1L << 32;

    /**
     * What a run is asked for.
     *
     * @param out folder for the report and the records
     * @param seed of the fleet
     * @param readEverySeconds seconds between two reads of one application
     * @param dayMillis wall-clock time that the day takes; 0 for as fast as it goes
     * @param drills incidents in further accounts, for the distribution of times; 0 for none
     */
    public record Options(Path out, long seed, int readEverySeconds, long dayMillis, int drills) {}

    /**
     * What a run showed.
     *
     * @param trips trips during the day
     * @param replayAgrees whether a replay of the same records made the same decisions
     * @param drillTrips trips among the drills
     */
    public record Outcome(int trips, boolean replayAgrees, int drillTrips) {}

    private final Options options;
    private final Terminal terminal;
    private final WorkFolder work;
    private final Map<String, Decisions.Published> decisions = new ConcurrentHashMap<>();

    public Demo(Options options, Terminal terminal, WorkFolder work) {
        this.options = options;
        this.terminal = terminal;
        this.work = work;
    }

    /** Writes the day's records to a file, one a line, as they would be delivered. */
    public static void dump(Options options, Path file) throws IOException {
        FleetDay day = FleetDay.of(DAY, options.seed(), options.readEverySeconds());
        write(day, file);
    }

    private static void write(FleetDay day, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (FleetRecord record : day.records()) {
                out.write(record.message());
                out.write('\n');
            }
        }
    }

    /** Runs it all. */
    public Outcome run() throws IOException, ConfigException, InterruptedException {
        FleetDay day = FleetDay.of(DAY, options.seed(), options.readEverySeconds());
        introduce(day);
        terminal.progress("Starting a Kafka broker …");
        EmbeddedKafka broker = work.closing(EmbeddedKafka.start());
        broker.createTopics(topics());
        terminal.progress("Starting a Flink cluster …");
        LiveDetector detector = startDetector(broker);
        AuditProducer producer = work.closing(new AuditProducer(broker.clientSettings()));
        work.closing(Decisions.follow(broker.clientSettings(), this::published));
        play(day, producer);
        awaitRead(detector, producer);
        List<Decisions.Published> trips = published(Decision.Type.TRIP, false);
        Latencies latencies = drill(producer, detector);
        ReplayOutcome replay = replay(day);
        boolean agrees = agrees(trips, replay);
        sumUp(day, trips, replay, agrees, latencies);
        return new Outcome(trips.size(), agrees, latencies.count());
    }

    // Before

    private void introduce(FleetDay day) {
        terminal.line("");
        terminal.line(
                "A made-up fleet in three accounts, its day played through a Kafka broker and a"
                        + " Flink");
        terminal.line("cluster in this process. Nothing leaves this machine, nothing is revoked.");
        terminal.line("");
        terminal.line("  %-32s %-8s %6s %8s  %s", "", "", "calls", "deletes", "usual day");
        for (Member member : day.members()) {
            terminal.line(
                    "  %-32s %-8s %6s %8s  %s",
                    member.name(),
                    member.kind().name().toLowerCase(java.util.Locale.ROOT),
                    Figures.grouped(member.calls()),
                    member.destroyed() == 0 ? "" : Figures.grouped(member.destroyed()),
                    member.habit());
        }
        terminal.line("");
    }

    /** The topics of the job; the broker stamps trips too, so that both ends are its clock. */
    private static List<NewTopic> topics() {
        List<NewTopic> topics = new ArrayList<>();
        for (NewTopic topic : Topics.all(PARTITIONS, Optional.of((short) 1))) {
            Map<String, String> settings = new HashMap<>(topic.configs());
            settings.put(
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.name);
            topics.add(topic.configs(settings));
        }
        return topics;
    }

    private LiveDetector startDetector(EmbeddedKafka broker)
            throws IOException, ConfigException, InterruptedException {
        Path policy = work.path().resolve("policy.yaml");
        Files.writeString(policy, policyText());
        return work.closing(
                LiveDetector.start(
                        List.of(
                                "--kafka.bootstrap-servers",
                                broker.bootstrapServers(),
                                "--kafka.start-from",
                                "earliest",
                                "--policy.file",
                                policy.toString()),
                        work.path(),
                        PARALLELISM,
                        0));
    }

    static String policyText() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(Demo.class.getResourceAsStream("policy.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    // The day

    private void play(FleetDay day, AuditProducer producer) throws InterruptedException {
        Instant midnight = day.records().get(0).deliveredAt();
        long dayLength = Duration.ofDays(1).toMillis();
        long start = System.nanoTime();
        Narrator narrator = new Narrator(terminal, day);
        long lastSent = start;
        boolean waited = false;
        Instant shownUntil = Instant.MIN;
        for (FleetRecord record : day.records()) {
            long sinceMidnight = Duration.between(midnight, record.deliveredAt()).toMillis();
            long dueMillis = options.dayMillis() * sinceMidnight / dayLength;
            waitUntil(start, dueMillis, producer);
            producer.send(record);
            narrator.pass(record.deliveredAt());
            if (!waited && record.deliveredAt().isAfter(day.incidentOver())) {
                // The story is told in order: a cold cluster may still be reading.
                producer.flush();
                awaitDecisions(1, Decision.Type.TRIP, false);
                waited = true;
                start += System.nanoTime() - lastSent;
            }
            lastSent = System.nanoTime();
            if (record.deliveredAt().isAfter(shownUntil)) {
                terminal.progress(
                        "%s UTC   %s records"
                                .formatted(
                                        record.deliveredAt().toString().substring(11, 16),
                                        Figures.grouped(producer.sent())));
                shownUntil = record.deliveredAt().plus(Duration.ofMinutes(5));
            }
        }
        producer.flush();
        narrator.pass(Instant.MAX);
    }

    private static void waitUntil(long start, long dueMillis, AuditProducer producer)
            throws InterruptedException {
        long ahead = dueMillis - (System.nanoTime() - start) / 1_000_000;
        if (ahead > CLOCK_STEP.toMillis()) {
            producer.flush();
            TimeUnit.MILLISECONDS.sleep(ahead);
        }
    }

    private void published(Decisions.Published decision) {
        boolean isNew = decisions.putIfAbsent(decision.text("decisionId"), decision) == null;
        if (isNew && !Drills.isOneOf(decision.text("account"))) {
            show(decision);
        }
    }

    /** Waits for decisions for as long as a slow machine may need; without them it goes on. */
    private void awaitDecisions(int wanted, Decision.Type type, boolean ofDrills)
            throws InterruptedException {
        long deadline = System.nanoTime() + CATCH_UP_TIMEOUT.toNanos();
        while (published(type, ofDrills).size() < wanted && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(CLOCK_STEP.toMillis());
        }
    }

    private List<Decisions.Published> published(Decision.Type type, boolean ofDrills) {
        return decisions.values().stream()
                .filter(d -> d.text("type").equals(type.name()))
                .filter(d -> Drills.isOneOf(d.text("account")) == ofDrills)
                .toList();
    }

    private void show(Decisions.Published decision) {
        terminal.line(
                "%s  %s  %s",
                decision.text("at").substring(11, 19),
                decision.text("type"),
                Terminal.plain(decision.text("agent")));
        terminal.line(
                Terminal.wrapped(
                        Terminal.plain(decision.text("explanation")), "          ", LINE_WIDTH));
    }

    private void awaitRead(LiveDetector detector, AuditProducer producer)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + CATCH_UP_TIMEOUT.toNanos();
        while (detector.recordsRead() < producer.sent()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "the detector must have read "
                                + producer.sent()
                                + " records within "
                                + CATCH_UP_TIMEOUT.toSeconds()
                                + " s, but has read "
                                + detector.recordsRead());
            }
            TimeUnit.MILLISECONDS.sleep(CLOCK_STEP.toMillis());
        }
    }

    // Time from append to trip

    private Latencies drill(AuditProducer producer, LiveDetector detector)
            throws IOException, InterruptedException {
        if (options.drills() == 0) {
            return Latencies.of(List.of());
        }
        Instant start = DAY.plusDays(1).atStartOfDay().toInstant(java.time.ZoneOffset.UTC);
        // Far from the day's seeds: records with equal event ids would share a time of append.
        long seed = options.seed() + DRILL_SEED_DISTANCE;
        List<List<FleetRecord>> drills = Drills.of(options.drills(), seed, start);
        long begun = System.nanoTime();
        long sent = 0;
        for (int i = 0; i < drills.size(); i++) {
            terminal.progress("Measuring: incident %d of %d".formatted(i + 1, drills.size()));
            for (FleetRecord record : drills.get(i)) {
                waitForRate(begun, sent++);
                producer.send(record);
            }
        }
        producer.flush();
        awaitRead(detector, producer);
        awaitDecisions(drills.size(), Decision.Type.TRIP, true);
        terminal.clearProgress();
        return latencies(producer);
    }

    private static void waitForRate(long begun, long sent) throws InterruptedException {
        long dueNanos = sent * (1_000_000_000L / DRILL_RECORDS_PER_SECOND);
        long ahead = dueNanos - (System.nanoTime() - begun);
        if (ahead > 0) {
            TimeUnit.NANOSECONDS.sleep(ahead);
        }
    }

    private Latencies latencies(AuditProducer producer) {
        List<Long> millis = new ArrayList<>();
        for (Decisions.Published decision : published(Decision.Type.TRIP, true)) {
            long appended = producer.appendedAtMillis(decision.text("triggerEventId"));
            if (appended >= 0) {
                millis.add(decision.appendedAtMillis() - appended);
            }
        }
        return Latencies.of(millis);
    }

    // After

    private ReplayOutcome replay(FleetDay day) throws IOException, InterruptedException {
        terminal.progress("Replaying the same records for the report …");
        Path records = options.out().resolve("fleet.jsonl");
        Files.createDirectories(options.out());
        write(day, records);
        Files.writeString(options.out().resolve("policy.yaml"), policyText());
        ReplayOutput output =
                new ReplayOutput(
                        options.out(),
                        "Fusewire demo: a made-up fleet's day",
                        1_000,
                        options.out().resolve("policy.yaml").toString(),
                        "shipped");
        ReplayOutcome outcome =
                new Replay(
                                List.of(records),
                                policyText(),
                                null,
                                Sensitivity.DEFAULT.agentDaysPerFalseTrip(),
                                ControlFile.NOTHING,
                                PARALLELISM)
                        .run(work.path().resolve("replay"), output, read -> {});
        terminal.clearProgress();
        return outcome;
    }

    /** Arrival order may move a trip by some events among simultaneous ones, not decide it. */
    private static boolean agrees(List<Decisions.Published> live, ReplayOutcome replay) {
        List<String> liveIds = live.stream().map(d -> d.text("decisionId")).sorted().toList();
        List<String> replayIds =
                replay.decisions().stream()
                        .filter(d -> d.type() == Decision.Type.TRIP)
                        .map(Decision::decisionId)
                        .sorted()
                        .toList();
        return liveIds.equals(replayIds);
    }

    private void sumUp(
            FleetDay day,
            List<Decisions.Published> trips,
            ReplayOutcome replay,
            boolean agrees,
            Latencies latencies) {
        new Epilogue(terminal, day, replay).print();
        terminal.line(
                agrees
                        ? "A replay of the same records in time order makes the same trips, by id."
                        : "A replay of the same records in time order makes other trips: live "
                                + trips.size()
                                + ", replay "
                                + replay.counts().trips()
                                + ".");
        if (latencies.count() > 0) {
            terminal.line(
                    "From Kafka append of the deciding record to Kafka append of its trip: p50 %d ms,"
                            + " p99 %d ms,",
                    latencies.quantile(0.5), latencies.quantile(0.99));
            terminal.line(
                    "max %d ms, over %d trips: the incident once more in each of %d accounts, at %d"
                            + " records a second.",
                    latencies.max(), latencies.count(), options.drills(), DRILL_RECORDS_PER_SECOND);
            terminal.line(
                    "CloudTrail's own delivery comes on top: seconds by EventBridge, minutes by"
                            + " S3.");
        }
        terminal.line("");
        terminal.line("Report:  %s", replay.report());
        terminal.line(
                "Records: %s (look at them, or replay them yourself)",
                options.out().resolve("fleet.jsonl"));
    }
}
