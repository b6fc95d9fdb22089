package io.fusewire.cli.demo;

import io.fusewire.cli.LiveJob;
import io.fusewire.cli.Terminal;
import io.fusewire.cli.TopicFollower;
import io.fusewire.cli.TopicFollower.Published;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The whole loop on this machine: a made-up fleet's day through a real broker and two real Flink
 * jobs, an incident second by second, its containment, and its end by a person's word.
 */
public final class Demo {

    /** Start of the day whose records are only written to a file. */
    static final Instant WRITTEN_DAY = Instant.parse("2026-11-17T00:00:00Z");

    private static final int PARTITIONS = 4;
    private static final int PARALLELISM = 2;
    private static final int LINE_WIDTH = 92;
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CLOCK_STEP = Duration.ofMillis(100);

    /** What the day's records need beyond the time that they are played in. */
    private static final Duration PLAY_MARGIN = Duration.ofSeconds(2);

    /** Records a second while latency is measured: four incidents a second, and no backlog. */
    private static final int DRILL_RECORDS_PER_SECOND = 100;

    private static final long DRILL_SEED_DISTANCE = 1L << 32;

    /** The drills' incidents begin well before the day and are over when it begins. */
    private static final Duration DRILLS_BEFORE_DAY = Duration.ofHours(3);

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
     * @param trips trips during the day and its incident
     * @param replayAgrees whether a replay of the same records made the same decisions
     * @param drillTrips trips among the drills
     * @param states what was said of the incident's containment, in order, each state once
     * @param personsRefused calls of the person beside the agent that were refused
     * @param isAsBefore whether all policies are byte for byte what they were before the incident
     */
    public record Outcome(
            int trips,
            boolean replayAgrees,
            int drillTrips,
            List<String> states,
            int personsRefused,
            boolean isAsBefore) {}

    private final Options options;
    private final Terminal terminal;
    private final WorkFolder work;
    private final PersonOnCall onCall = new PersonOnCall();
    private final Containments containments;
    private final Map<String, Published> decisions = new ConcurrentHashMap<>();

    public Demo(Options options, Terminal terminal, WorkFolder work) {
        this.options = options;
        this.terminal = terminal;
        this.work = work;
        this.containments = new Containments(terminal);
    }

    /** Writes a day's records to a file, one a line, as they would be delivered. */
    public static void dump(Options options, Path file) throws IOException {
        write(FleetDay.of(WRITTEN_DAY, options.seed(), options.readEverySeconds()).records(), file);
    }

    private static void write(List<FleetRecord> records, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (FleetRecord record : records) {
                out.write(record.message());
                out.write('\n');
            }
        }
    }

    /** Runs it all. */
    public Outcome run() throws IOException, ConfigException, InterruptedException {
        terminal.progress("Starting a Kafka broker …");
        EmbeddedKafka broker = work.closing(EmbeddedKafka.start());
        broker.createTopics(topics());
        DemoAws aws = work.closing(DemoAws.start());
        terminal.progress("Starting two Flink jobs …");
        LiveJob detector = startDetector(broker);
        startEnforcer(broker, aws, work.closing(DemoPager.start(containments::page)));
        AuditProducer producer = work.closing(new AuditProducer(broker.clientSettings()));
        work.closing(
                TopicFollower.follow(
                        broker.clientSettings(),
                        List.of(Topics.TRIPS, Topics.OUTCOMES),
                        this::published));
        FleetDay day = FleetDay.untilHarm(dayStart(), options.seed(), options.readEverySeconds());
        introduce(day);
        play(day, producer);
        aws.addRoleOf(day.billing().personCaller());
        Map<String, String> policies = aws.policies();
        LiveIncident incident = live(day, aws, producer);
        awaitRead(detector, producer);
        List<Published> trips = published(Decision.Type.TRIP, false);
        boolean isAsBefore = trips.isEmpty() || settle(broker, aws, trips.get(0), policies);
        Latencies decided = drill(day, aws, producer, detector);
        ReplayOutcome replay = replay(day);
        boolean agrees = agrees(trips, replay);
        new Epilogue(terminal, day, replay, incident).print();
        sumUp(trips, replay, agrees, decided);
        return new Outcome(
                trips.size(),
                agrees,
                decided.count(),
                trips.isEmpty() ? List.of() : containments.states(idOf(trips.get(0))),
                incident.personsRefused(),
                isAsBefore);
    }

    // Before

    /** So that the day has been played just before its incident goes on in the present. */
    private Instant dayStart() {
        return Instant.now()
                .plusMillis(options.dayMillis())
                .plus(PLAY_MARGIN)
                .minus(BillingAccount.INCIDENT_AFTER)
                .minusSeconds(DeleteAndRecreate.HARM_FROM_SECOND)
                .truncatedTo(ChronoUnit.SECONDS);
    }

    private void introduce(FleetDay day) {
        terminal.line("");
        terminal.line(
                "A made-up fleet in three accounts, its day played through a Kafka broker and two"
                        + " Flink jobs");
        terminal.line(
                "in this process; a stand-in for IAM takes what the second job writes. Nothing"
                        + " leaves this machine.");
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

    /** The topics of the jobs; the broker stamps what they say too: all times are its clock's. */
    private static List<NewTopic> topics() {
        Map<String, NewTopic> topics = new HashMap<>();
        List<NewTopic> all = new ArrayList<>(Topics.all(PARTITIONS, Optional.of((short) 1)));
        all.addAll(Topics.ofEnforcer(Optional.of((short) 1)));
        for (NewTopic topic : all) {
            Map<String, String> settings = new HashMap<>(topic.configs());
            settings.put(
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.name);
            topics.putIfAbsent(topic.name(), topic.configs(settings));
        }
        return List.copyOf(topics.values());
    }

    private LiveJob startDetector(EmbeddedKafka broker)
            throws IOException, ConfigException, InterruptedException {
        Path keys = work.path().resolve("keys.yaml");
        Files.writeString(keys, onCall.keysFile());
        return work.closing(
                LiveJob.detector(
                        List.of(
                                "--kafka.bootstrap-servers",
                                broker.bootstrapServers(),
                                "--kafka.start-from",
                                "earliest",
                                "--policy.file",
                                policyFile().toString(),
                                "--control.keys-file",
                                keys.toString()),
                        work.path(),
                        PARALLELISM,
                        0));
    }

    private void startEnforcer(EmbeddedKafka broker, DemoAws aws, DemoPager pager)
            throws IOException, ConfigException, InterruptedException {
        List<String> arguments = new ArrayList<>(aws.enforcerArguments());
        arguments.addAll(pager.enforcerArguments(work.path()));
        arguments.addAll(
                List.of(
                        "--kafka.bootstrap-servers",
                        broker.bootstrapServers(),
                        "--policy.file",
                        policyFile().toString()));
        work.closing(LiveJob.enforcer(arguments, work.path(), PARALLELISM));
    }

    private Path policyFile() throws IOException {
        Path policy = work.path().resolve("policy.yaml");
        Files.writeString(policy, policyText());
        return policy;
    }

    static String policyText() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(Demo.class.getResourceAsStream("policy.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    // The day

    private void play(FleetDay day, AuditProducer producer) throws InterruptedException {
        Instant first = day.records().get(0).deliveredAt();
        Duration length = Duration.between(first, day.harmAt());
        Narrator narrator = new Narrator(terminal, day.start());
        long begun = System.nanoTime();
        Instant shownUntil = Instant.MIN;
        for (FleetRecord record : day.records()) {
            long sinceFirst = Duration.between(first, record.deliveredAt()).toMillis();
            long dueMillis = options.dayMillis() * sinceFirst / length.toMillis();
            waitUntil(begun, dueMillis, producer);
            producer.send(record);
            narrator.pass(record.deliveredAt());
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
        terminal.clearProgress();
    }

    private static void waitUntil(long start, long dueMillis, AuditProducer producer)
            throws InterruptedException {
        long ahead = dueMillis - (System.nanoTime() - start) / 1_000_000;
        if (ahead > CLOCK_STEP.toMillis()) {
            producer.flush();
            TimeUnit.MILLISECONDS.sleep(ahead);
        }
    }

    // The incident, in the present

    private LiveIncident live(FleetDay day, DemoAws aws, AuditProducer producer)
            throws InterruptedException {
        long ahead = Duration.between(Instant.now(), day.harmAt()).toMillis();
        if (ahead > 0) {
            TimeUnit.MILLISECONDS.sleep(ahead);
        }
        terminal.line(
                "%s  From here on second by second: kiro takes deletion protection away, deletes"
                        + " the",
                clock(Instant.now()));
        terminal.line("          environment and would make it anew; mei works on beside it");
        LiveIncident incident = new LiveIncident(day, aws, producer, this::called);
        incident.play();
        return incident;
    }

    private void called(Instant at, Call answered) {
        String how = answered.errorCode() == null ? "" : "   " + answered.errorCode();
        if (!answered.readOnly()) {
            terminal.line("%s    kiro: %s%s", clock(at), answered.name(), how);
        }
    }

    static String clock(Instant at) {
        return at.toString().substring(11, 19);
    }

    // What the jobs say

    private void published(Published message) {
        switch (message.topic()) {
            case Topics.TRIPS -> decided(message);
            case Topics.OUTCOMES -> containments.outcome(message.json());
            default -> throw new IllegalStateException("nobody follows " + message.topic());
        }
    }

    private void decided(Published decision) {
        boolean isNew = decisions.putIfAbsent(idOf(decision), decision) == null;
        if (isNew && !Drills.isOneOf(decision.text("account"))) {
            containments.follow(idOf(decision));
            show(decision);
        }
    }

    private void show(Published decision) {
        terminal.line(
                "%s  %s  %s",
                clock(Instant.ofEpochMilli(decision.appendedAtMillis())),
                decision.text("type"),
                Terminal.plain(decision.text("agent")));
        terminal.line(
                Terminal.wrapped(
                        Terminal.plain(decision.text("explanation")), "          ", LINE_WIDTH));
    }

    private static String idOf(Published decision) {
        return decision.text("decisionId");
    }

    private List<Published> published(Decision.Type type, boolean ofDrills) {
        return decisions.values().stream()
                .filter(d -> d.text("type").equals(type.name()))
                .filter(d -> Drills.isOneOf(d.text("account")) == ofDrills)
                .toList();
    }

    /** Waits for as long as a slow machine may need; without it things go on. */
    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + CATCH_UP_TIMEOUT.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(CLOCK_STEP.toMillis());
        }
    }

    private void awaitRead(LiveJob detector, AuditProducer producer)
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

    // Its end

    private Path pageFile() {
        return options.out().resolve("page.txt");
    }

    /** The person on call looks, and frees the agent; tells whether nothing is left behind. */
    private boolean settle(
            EmbeddedKafka broker, DemoAws aws, Published trip, Map<String, String> before)
            throws IOException, InterruptedException {
        String decision = idOf(trip);
        await(() -> containments.states(decision).contains("PROVEN"));
        Files.createDirectories(options.out());
        Files.writeString(pageFile(), containments.latestPage(decision));
        terminal.line(
                "%s  lee: fusewire reset %s --verdict harm --to closed",
                clock(Instant.now()), decision.substring(0, 8));
        onCall.reset(broker.bootstrapServers(), terminal, decision, trip.text("agent"));
        await(
                () ->
                        containments.states(decision).contains("LIFTED")
                                && containments.isResolved(decision));
        boolean isAsBefore = aws.policies().equals(before);
        terminal.line(
                isAsBefore
                        ? "          All policies are byte for byte what they were before."
                        : "          Policies are NOT what they were before.");
        return isAsBefore;
    }

    // Time from append to trip, and on to IAM

    private Latencies drill(FleetDay day, DemoAws aws, AuditProducer producer, LiveJob detector)
            throws IOException, InterruptedException {
        if (options.drills() == 0) {
            return Latencies.of(List.of());
        }
        Instant start =
                day.start().minus(DRILLS_BEFORE_DAY).minus(Duration.ofMinutes(options.drills()));
        // Far from the day's seeds: records with equal event ids would share a time of append.
        long seed = options.seed() + DRILL_SEED_DISTANCE;
        List<List<FleetRecord>> drills = Drills.of(options.drills(), seed, start, aws);
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
        await(() -> published(Decision.Type.TRIP, true).size() >= drills.size());
        await(() -> requests().count() >= drills.size());
        terminal.clearProgress();
        return decided(producer);
    }

    private static void waitForRate(long begun, long sent) throws InterruptedException {
        long dueNanos = sent * (1_000_000_000L / DRILL_RECORDS_PER_SECOND);
        long ahead = dueNanos - (System.nanoTime() - begun);
        if (ahead > 0) {
            TimeUnit.NANOSECONDS.sleep(ahead);
        }
    }

    private Latencies decided(AuditProducer producer) {
        List<Long> millis = new ArrayList<>();
        for (Published decision : published(Decision.Type.TRIP, true)) {
            long appended = producer.appendedAtMillis(decision.text("triggerEventId"));
            if (appended >= 0) {
                millis.add(decision.appendedAtMillis() - appended);
            }
        }
        return Latencies.of(millis);
    }

    private Latencies requests() {
        return containments.between(
                Containments.Stage.DECIDED, Containments.Stage.REQUESTED, drillIds());
    }

    private Latencies writes() {
        return containments.between(
                Containments.Stage.REQUESTED, Containments.Stage.WRITTEN, drillIds());
    }

    private List<String> drillIds() {
        return published(Decision.Type.TRIP, true).stream().map(Demo::idOf).toList();
    }

    // After

    private ReplayOutcome replay(FleetDay day) throws IOException, InterruptedException {
        terminal.progress("Replaying the same records for the report …");
        Path records = options.out().resolve("fleet.jsonl");
        Files.createDirectories(options.out());
        write(day.trail().delivered(), records);
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
    private static boolean agrees(List<Published> live, ReplayOutcome replay) {
        List<String> liveIds = live.stream().map(Demo::idOf).sorted().toList();
        List<String> replayIds =
                replay.decisions().stream()
                        .filter(d -> d.type() == Decision.Type.TRIP)
                        .map(Decision::decisionId)
                        .sorted()
                        .toList();
        return liveIds.equals(replayIds);
    }

    private void sumUp(
            List<Published> trips, ReplayOutcome replay, boolean agrees, Latencies decided) {
        terminal.line(
                agrees
                        ? "A replay of the same records in time order makes the same trips, by id."
                        : "A replay of the same records in time order makes other trips: live "
                                + trips.size()
                                + ", replay "
                                + replay.counts().trips()
                                + ".");
        for (Published trip : trips) {
            containments.printStages(idOf(trip), Instant.parse(trip.text("at")));
        }
        if (decided.count() > 0) {
            terminal.line("");
            terminal.line(
                    "The incident once more in each of %d accounts, at %d records a second, each"
                            + " contained:",
                    options.drills(), DRILL_RECORDS_PER_SECOND);
            printTimes("  deciding record on its topic to trip on its topic", decided);
            printTimes("  trip on its topic to first request to IAM", requests());
            printTimes("  first request to policy written and read back", writes());
        }
        terminal.line("");
        terminal.line("Report:  %s", replay.report());
        if (!trips.isEmpty()) {
            terminal.line(
                    "Page:    %s, as the person on call read it before the reset", pageFile());
        }
        terminal.line(
                "Records: %s (look at them, or replay them yourself)",
                options.out().resolve("fleet.jsonl"));
    }

    private void printTimes(String what, Latencies times) {
        if (times.count() > 0) {
            terminal.line(
                    "%-52s p50 %3d ms, p99 %3d ms, max %3d ms, over %d trips",
                    what, times.quantile(0.5), times.quantile(0.99), times.max(), times.count());
        }
    }
}
