package io.fusewire.bench.quality;

import io.fusewire.bench.fleet.Block;
import io.fusewire.bench.fleet.FleetRecord;
import io.fusewire.bench.fleet.FleetSource;
import io.fusewire.bench.fleet.IncidentKind;
import io.fusewire.core.baseline.AgentHistory;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.baseline.PriorsLearner;
import io.fusewire.core.detection.Teacher;
import io.fusewire.core.event.Timeline;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.policy.Policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One run of the benchmark.
 *
 * <ol>
 *   <li><b>Learn.</b> Calibration blocks, twice: climb rates and caps, then corrections.
 *   <li><b>Calibrate.</b> Each peer's threshold is the smallest that keeps the budget on
 *       calibration blocks.
 *   <li><b>Count false trips</b> on test blocks, which nothing has seen.
 *   <li><b>Play incidents.</b> An agent that trips is stopped: nothing that it does afterwards is
 *       lost. What the account knows goes on as if it had not been stopped, so that all detectors
 *       can watch one play; only a second agent of the same incident could tell.
 * </ol>
 *
 * <p>Calibration blocks have even seeds, test blocks odd ones. Kinds and archetypes that are marked
 * unseen take part in tests only; an unseen archetype that lives in a calibration block teaches
 * nothing.
 */
public final class QualityBenchmark {

    private static final long INCIDENT_SEED = 1_000_000;
    private static final long COLD_SEED = 2_000_000;

    private final FleetSource fleet;
    private final Set<String> unseenArchetypes;
    private final List<Contestant> contestants;
    private final Scale scale;
    private final long seed;
    private final int threads;
    private final Consumer<String> progress;
    private final AtomicLong records = new AtomicLong();

    /**
     * @param unseenArchetypes that teach nothing
     * @param threads blocks at a time
     * @param progress gets a line now and then
     */
    public QualityBenchmark(
            FleetSource fleet,
            List<String> unseenArchetypes,
            List<Contestant> contestants,
            Scale scale,
            long seed,
            int threads,
            Consumer<String> progress) {
        this.fleet = fleet;
        this.unseenArchetypes = Set.copyOf(unseenArchetypes);
        this.contestants = List.copyOf(contestants);
        this.scale = scale;
        this.seed = seed;
        this.threads = threads;
        this.progress = progress;
    }

    Results run() throws InterruptedException {
        long start = System.nanoTime();
        Training training = new Training(learn());
        List<Entry> entries = calibrate(training);
        List<FalseTrips> falseTrips = countFalseTrips(training, entries);
        List<IncidentResult> incidents = playIncidents(training, entries);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Results(seed, scale, records.get(), seconds, falseTrips, incidents);
    }

    /** Priors of the calibration blocks. */
    public Priors learn() throws InterruptedException {
        PriorsLearner first = learner(Priors.NONE, "learning climb rates and caps");
        PriorsLearner second =
                learner(first.withoutCorrection("benchmark"), "learning corrections");
        return second.complete("benchmark");
    }

    private PriorsLearner learner(Priors priors, String step) throws InterruptedException {
        PriorsLearner learner = new PriorsLearner();
        List<Callable<List<AgentHistory>>> tasks = new ArrayList<>();
        for (int n = 0; n < scale.calibrationBlocks(); n++) {
            Block block = fleet.benign(calibrationSeed(n), scale.days());
            tasks.add(() -> histories(block, priors));
        }
        for (List<AgentHistory> histories : all(step, tasks)) {
            histories.forEach(learner::add);
        }
        return learner;
    }

    private long calibrationSeed(int n) {
        return 2 * (seed * 10_000 + n);
    }

    private long testSeed(int n) {
        return calibrationSeed(n) + 1;
    }

    private List<AgentHistory> histories(Block block, Priors priors) {
        Policy policy = BlockPath.policyOf(block);
        Timeline<Priors> timeline = Timeline.of(priors);
        Watch watch = new Watch(block);
        Map<String, Teacher> teachers = new TreeMap<>();
        FleetRecord[] now = new FleetRecord[1];
        BlockPath path =
                new BlockPath(
                        block,
                        event -> {
                            if (!unseenArchetypes.contains(watch.archetypeOf(now[0].actor()))) {
                                teachers.computeIfAbsent(
                                                event.chargedAgent(), agent -> new Teacher())
                                        .accept(event, policy, timeline);
                            }
                        });
        block.play(
                record -> {
                    now[0] = record;
                    path.accept(record);
                });
        records.addAndGet(path.records());
        List<AgentHistory> histories = new ArrayList<>();
        teachers.values()
                .forEach(
                        teacher -> {
                            AgentHistory history = teacher.history();
                            if (history != null) {
                                histories.add(inBlock(history, block));
                            }
                        });
        return histories;
    }

    /** Agents of two blocks are two, even under one name. */
    private static AgentHistory inBlock(AgentHistory history, Block block) {
        return new AgentHistory(
                block.id() + "/" + history.agent(),
                history.agentClass(),
                history.agentDays(),
                history.burstHarm(),
                history.weekHarm(),
                history.burstBlast(),
                history.days());
    }

    /** What the benign blocks of one kind came to. */
    private record Watched(
            Map<String, Outcomes> outcomes, Map<String, Double> agentDays, Watch watch) {}

    private List<Entry> calibrate(Training training) throws InterruptedException {
        List<Contestant> calibrated = contestants.stream().filter(Contestant::calibrated).toList();
        List<Entry> untuned = new ArrayList<>();
        calibrated.forEach(contestant -> untuned.add(new Entry(contestant, 0, 0)));
        Map<String, Outcomes> outcomes = new HashMap<>();
        calibrated.forEach(contestant -> outcomes.put(contestant.name(), new Outcomes()));
        double agentDays = 0;
        if (!calibrated.isEmpty()) {
            List<Callable<Watched>> tasks = new ArrayList<>();
            for (int n = 0; n < scale.calibrationBlocks(); n++) {
                Block block = fleet.benign(calibrationSeed(n), scale.days());
                tasks.add(() -> watch(block, training, untuned, unseenArchetypes));
            }
            int n = 0;
            for (Watched watched : all("calibrating the peers", tasks)) {
                String block = String.valueOf(n++);
                for (Entry entry : untuned) {
                    known(outcomes, entry.name())
                            .addAll(known(watched.outcomes(), key(entry)), block);
                }
                agentDays += watched.agentDays().values().stream().mapToDouble(d -> d).sum();
            }
        }
        List<Entry> entries = new ArrayList<>();
        for (Contestant contestant : contestants) {
            for (double budget : scale.budgets()) {
                double threshold =
                        contestant.calibrated()
                                ? Calibration.threshold(
                                        known(outcomes, contestant.name()), agentDays, budget)
                                : 1;
                entries.add(new Entry(contestant, budget, threshold));
            }
        }
        return entries;
    }

    private static <T> T known(Map<String, T> map, String key) {
        T value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("no outcome of " + key);
        }
        return value;
    }

    private static String key(Entry entry) {
        return entry.name() + "@" + entry.budget();
    }

    private Watched watch(
            Block block, Training training, List<Entry> entries, Set<String> leftOut) {
        Policy policy = BlockPath.policyOf(block);
        Watch watch = new Watch(block);
        List<Detector> detectors = new ArrayList<>();
        Map<String, Outcomes> outcomes = new HashMap<>();
        for (Entry entry : entries) {
            detectors.add(entry.contestant().maker().make(training, policy, entry.budget()));
            outcomes.put(key(entry), new Outcomes());
        }
        FleetRecord[] now = new FleetRecord[1];
        BlockPath path =
                new BlockPath(
                        block,
                        event -> {
                            String actor = now[0].actor();
                            if (leftOut.contains(watch.archetypeOf(actor))) {
                                return;
                            }
                            long day =
                                    Math.floorDiv(
                                            event.event().eventTimeMillis(), Watch.DAY_MILLIS);
                            for (int i = 0; i < detectors.size(); i++) {
                                double score = detectors.get(i).score(event);
                                if (score > 0) {
                                    known(outcomes, key(entries.get(i))).note(actor, day, score);
                                }
                            }
                        });
        block.play(
                record -> {
                    now[0] = record;
                    if (!leftOut.contains(watch.archetypeOf(record.actor()))) {
                        watch.note(record);
                    }
                    path.accept(record);
                });
        records.addAndGet(path.records());
        return new Watched(outcomes, watch.agentDays(), watch);
    }

    private List<FalseTrips> countFalseTrips(Training training, List<Entry> entries)
            throws InterruptedException {
        List<Callable<Watched>> tasks = new ArrayList<>();
        for (int n = 0; n < scale.testBlocks(); n++) {
            Block block = fleet.benign(testSeed(n), scale.days());
            tasks.add(() -> watch(block, training, entries, Set.of()));
        }
        List<Watched> blocks = all("counting false trips", tasks);
        List<FalseTrips> rows = new ArrayList<>();
        for (Entry entry : entries) {
            Tally tally = new Tally(entry);
            blocks.forEach(tally::add);
            rows.addAll(tally.rows(unseenArchetypes));
        }
        return rows;
    }

    /** Sums one entry's false trips over blocks. */
    private static final class Tally {
        private final Entry entry;
        private final TreeMap<String, double[]> byArchetype = new TreeMap<>();
        private final double[] all = new double[3];

        Tally(Entry entry) {
            this.entry = entry;
        }

        void add(Watched block) {
            Outcomes outcomes = known(block.outcomes(), key(entry));
            block.agentDays()
                    .forEach(
                            (actor, days) -> {
                                int trips = outcomes.trips(actor, entry.threshold());
                                double[] row =
                                        byArchetype.computeIfAbsent(
                                                block.watch().archetypeOf(actor),
                                                name -> new double[3]);
                                add(row, days, trips);
                                add(all, days, trips);
                            });
            // Whoever is no agent has no days, but a trip on it is false all the same.
            int others = outcomes.trips(entry.threshold());
            for (String actor : block.agentDays().keySet()) {
                others -= outcomes.trips(actor, entry.threshold());
            }
            all[2] += others;
        }

        private static void add(double[] row, double days, int trips) {
            row[0]++;
            // A day with an open breaker is not watched.
            row[1] += Math.max(0, days - trips);
            row[2] += trips;
        }

        List<FalseTrips> rows(Set<String> unseen) {
            List<FalseTrips> rows = new ArrayList<>();
            rows.add(row(FalseTrips.ALL, false, all));
            byArchetype.forEach((name, sums) -> rows.add(row(name, unseen.contains(name), sums)));
            return rows;
        }

        private FalseTrips row(String archetype, boolean unseen, double[] sums) {
            return new FalseTrips(
                    entry.name(),
                    entry.budget(),
                    archetype,
                    unseen,
                    (int) sums[0],
                    sums[1],
                    (int) sums[2]);
        }
    }

    private List<IncidentResult> playIncidents(Training training, List<Entry> entries)
            throws InterruptedException {
        List<Callable<List<IncidentResult>>> tasks = new ArrayList<>();
        for (IncidentKind kind : fleet.incidentKinds()) {
            for (int n = 0; n < scale.replays(); n++) {
                long blockSeed = INCIDENT_SEED + seed * 10_000 + n;
                tasks.add(() -> play(kind, blockSeed, scale.historyDays(), training, entries));
            }
            for (int history : scale.coldStarts()) {
                for (int n = 0; n < scale.coldStartReplays(); n++) {
                    long blockSeed = COLD_SEED + seed * 10_000 + n;
                    tasks.add(() -> play(kind, blockSeed, history, training, entries));
                }
            }
        }
        List<IncidentResult> results = new ArrayList<>();
        all("playing incidents", tasks).forEach(results::addAll);
        return results;
    }

    private List<IncidentResult> play(
            IncidentKind kind,
            long blockSeed,
            int history,
            Training training,
            List<Entry> entries) {
        Block block = fleet.incident(kind, blockSeed, history);
        Policy policy = BlockPath.policyOf(block);
        List<Play> plays = new ArrayList<>();
        for (Entry entry : entries) {
            plays.add(
                    new Play(
                            entry,
                            entry.contestant().maker().make(training, policy, entry.budget())));
        }
        FleetRecord[] now = new FleetRecord[1];
        BlockPath path =
                new BlockPath(block, event -> plays.forEach(play -> play.judge(event, now[0])));
        int[] total = new int[1];
        block.play(
                record -> {
                    now[0] = record;
                    total[0] += record.lost();
                    plays.forEach(play -> play.lose(record));
                    path.accept(record);
                });
        records.addAndGet(path.records());
        List<IncidentResult> results = new ArrayList<>();
        plays.forEach(play -> results.add(play.result(kind, blockSeed, history, total[0])));
        return results;
    }

    /** One entry's view of one incident. */
    private static final class Play {
        private final Entry entry;
        private final Detector detector;
        private final Set<String> stopped = new HashSet<>();
        private int lost;
        private long firstLossMillis = Long.MAX_VALUE;
        private long firstTripMillis = Long.MAX_VALUE;

        Play(Entry entry, Detector detector) {
            this.entry = entry;
            this.detector = detector;
        }

        /** Counts what a record destroys: it is done by the time that anybody reads of it. */
        void lose(FleetRecord record) {
            if (record.lost() > 0 && !stopped.contains(record.actor())) {
                lost += record.lost();
                firstLossMillis = Math.min(firstLossMillis, record.eventTimeMillis());
            }
        }

        void judge(AccountEvent event, FleetRecord record) {
            if (stopped.contains(record.actor())) {
                return;
            }
            double score = detector.score(event);
            if (score >= entry.threshold() && record.incident() != null) {
                stopped.add(record.actor());
                firstTripMillis = Math.min(firstTripMillis, record.eventTimeMillis());
            }
        }

        IncidentResult result(IncidentKind kind, long blockSeed, int history, int total) {
            boolean detected = !stopped.isEmpty();
            return new IncidentResult(
                    entry.name(),
                    entry.budget(),
                    kind.name(),
                    kind.unseen(),
                    blockSeed,
                    history,
                    lost,
                    total,
                    detected,
                    detected && firstLossMillis != Long.MAX_VALUE
                            ? Math.max(0, (firstTripMillis - firstLossMillis) / 1_000)
                            : 0);
        }
    }

    /** Runs tasks on all threads and gives their results in order. */
    private <T> List<T> all(String step, List<Callable<T>> tasks) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> futures = new ArrayList<>();
            tasks.forEach(task -> futures.add(pool.submit(task)));
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
                progress.accept(step + ": " + results.size() + " of " + tasks.size());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(step + " failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
