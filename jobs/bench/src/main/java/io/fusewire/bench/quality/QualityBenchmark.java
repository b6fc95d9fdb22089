package io.fusewire.bench.quality;

import io.fusewire.bench.fleet.Block;
import io.fusewire.bench.fleet.FleetRecord;
import io.fusewire.bench.fleet.FleetSource;
import io.fusewire.bench.fleet.IncidentKind;
import io.fusewire.core.baseline.AgentHistory;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.baseline.PriorsLearner;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.policy.Policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
import java.util.function.Function;

/**
 * One run of the benchmark.
 *
 * <ol>
 *   <li><b>Learn.</b> Calibration blocks, three times: repertoires, climb rates and caps,
 *       corrections.
 *   <li><b>Calibrate.</b> Each peer's threshold is the smallest that keeps the budget on
 *       calibration blocks.
 *   <li><b>Count false trips</b> on test blocks, which nothing has seen.
 *   <li><b>Play incidents.</b> An agent that trips is stopped: nothing that it does afterwards is
 *       lost, and a further session of it, another process under its name, is stopped when it has
 *       changed something for the first time. What the account knows goes on as if it had not been
 *       stopped, so that all detectors can watch one play; only a second agent of the same incident
 *       could tell.
 * </ol>
 *
 * <p>Calibration blocks have even seeds, test blocks odd ones. Kinds and archetypes that are marked
 * unseen take part in tests only; an unseen archetype that lives in a calibration block teaches
 * nothing.
 */
public final class QualityBenchmark {

    private static final long INCIDENT_SEED = 1_000_000;
    private static final long COLD_SEED = 2_000_000;
    private static final String PRIORS = "benchmark";

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
        Map<Ablation, Training> trainings = new EnumMap<>(Ablation.class);
        learn(parts()).forEach((part, priors) -> trainings.put(part, new Training(priors)));
        List<Entry> entries = calibrate(trainings);
        List<Watched> watched = watchTestBlocks(trainings, entries);
        List<IncidentResult> incidents = playIncidents(trainings, entries);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Results(
                seed,
                scale,
                records.get(),
                seconds,
                contestants,
                falseTrips(watched, entries),
                costs(watched, entries),
                incidents);
    }

    private Set<Ablation> parts() {
        Set<Ablation> parts = EnumSet.noneOf(Ablation.class);
        contestants.forEach(contestant -> parts.add(contestant.without()));
        return parts;
    }

    /** Priors of the calibration blocks. */
    public Priors learn() throws InterruptedException {
        return known(learn(EnumSet.of(Ablation.NOTHING)), Ablation.NOTHING);
    }

    private Map<Ablation, Priors> learn(Set<Ablation> parts) throws InterruptedException {
        Map<Ablation, Priors> none = new EnumMap<>(Ablation.class);
        parts.forEach(part -> none.put(part, Priors.NONE));
        Map<Ablation, Priors> repertoires = new EnumMap<>(Ablation.class);
        learners(none, part -> new PriorsLearner(), "learning repertoires")
                .forEach(
                        (part, learner) ->
                                repertoires.put(
                                        part, part.known(learner.withoutCorrection(PRIORS))));
        Map<Ablation, Priors> climbs = new EnumMap<>(Ablation.class);
        learners(
                        repertoires,
                        part -> new PriorsLearner(known(repertoires, part)),
                        "learning climb rates and caps")
                .forEach(
                        (part, learner) ->
                                climbs.put(part, part.known(learner.withoutCorrection(PRIORS))));
        Map<Ablation, Priors> complete = new EnumMap<>(Ablation.class);
        learners(climbs, part -> new PriorsLearner(known(climbs, part)), "learning corrections")
                .forEach(
                        (part, learner) ->
                                complete.put(part, part.known(learner.complete(PRIORS))));
        return complete;
    }

    private Map<Ablation, PriorsLearner> learners(
            Map<Ablation, Priors> priors, Function<Ablation, PriorsLearner> learner, String step)
            throws InterruptedException {
        Map<Ablation, PriorsLearner> learners = new EnumMap<>(Ablation.class);
        priors.keySet().forEach(part -> learners.put(part, learner.apply(part)));
        List<Callable<Map<Ablation, List<AgentHistory>>>> tasks = new ArrayList<>();
        for (int n = 0; n < scale.calibrationBlocks(); n++) {
            Block block = fleet.benign(calibrationSeed(n), scale.days());
            tasks.add(() -> histories(block, priors));
        }
        for (Map<Ablation, List<AgentHistory>> histories : all(step, tasks)) {
            histories.forEach((part, agents) -> agents.forEach(known(learners, part)::add));
        }
        return learners;
    }

    private long calibrationSeed(int n) {
        return 2 * (seed * 10_000 + n);
    }

    private long testSeed(int n) {
        return calibrationSeed(n) + 1;
    }

    private Map<Ablation, List<AgentHistory>> histories(Block block, Map<Ablation, Priors> priors) {
        Policy policy = BlockPath.policyOf(block);
        Watch watch = new Watch(block);
        List<Lesson> lessons = new ArrayList<>();
        priors.forEach((part, known) -> lessons.add(new Lesson(part, policy, known)));
        FleetRecord[] now = new FleetRecord[1];
        BlockPath path =
                new BlockPath(
                        block,
                        event -> {
                            if (!unseenArchetypes.contains(watch.archetypeOf(now[0].actor()))) {
                                lessons.forEach(lesson -> lesson.accept(event));
                            }
                        });
        block.play(
                record -> {
                    now[0] = record;
                    path.accept(record);
                });
        records.addAndGet(path.records());
        Map<Ablation, List<AgentHistory>> histories = new EnumMap<>(Ablation.class);
        for (Lesson lesson : lessons) {
            histories.put(
                    lesson.without(),
                    lesson.histories().stream().map(history -> inBlock(history, block)).toList());
        }
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
                history.days(),
                history.destroyedTypes());
    }

    /** What one benign block came to. */
    private record Watched(Panel panel, Map<String, Double> agentDays, Watch watch) {

        Outcomes outcomes(Entry entry) {
            return panel.seatOf(entry).outcomes();
        }
    }

    private List<Entry> calibrate(Map<Ablation, Training> trainings) throws InterruptedException {
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
                tasks.add(() -> watch(block, trainings, untuned, unseenArchetypes));
            }
            int n = 0;
            for (Watched watched : all("calibrating the peers", tasks)) {
                String block = String.valueOf(n++);
                for (Entry entry : untuned) {
                    known(outcomes, entry.name()).addAll(watched.outcomes(entry), block);
                }
                agentDays += watched.agentDays().values().stream().mapToDouble(d -> d).sum();
            }
        }
        List<Entry> entries = new ArrayList<>();
        for (Contestant contestant : contestants) {
            for (double budget : budgetsOf(contestant)) {
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

    /** What a part is worth is told at one budget only. */
    private List<Double> budgetsOf(Contestant contestant) {
        return contestant.without() == Ablation.NOTHING
                ? scale.allBudgets()
                : List.of(scale.mainBudget());
    }

    private static <K, T> T known(Map<K, T> map, K key) {
        T value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("nothing is known of " + key);
        }
        return value;
    }

    private Watched watch(
            Block block,
            Map<Ablation, Training> trainings,
            List<Entry> entries,
            Set<String> leftOut) {
        Watch watch = new Watch(block);
        Panel panel = new Panel(entries, trainings, BlockPath.policyOf(block));
        FleetRecord[] now = new FleetRecord[1];
        BlockPath path =
                new BlockPath(
                        block,
                        event -> {
                            String actor = now[0].actor();
                            if (!leftOut.contains(watch.archetypeOf(actor))) {
                                panel.note(event, actor);
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
        return new Watched(panel, watch.agentDays(), watch);
    }

    private List<Watched> watchTestBlocks(Map<Ablation, Training> trainings, List<Entry> entries)
            throws InterruptedException {
        List<Callable<Watched>> tasks = new ArrayList<>();
        for (int n = 0; n < scale.testBlocks(); n++) {
            Block block = fleet.benign(testSeed(n), scale.days());
            tasks.add(() -> watch(block, trainings, entries, Set.of()));
        }
        return all("counting false trips", tasks);
    }

    private List<FalseTrips> falseTrips(List<Watched> blocks, List<Entry> entries) {
        List<FalseTrips> rows = new ArrayList<>();
        for (Entry entry : entries) {
            Tally tally = new Tally(entry);
            blocks.forEach(tally::add);
            rows.addAll(tally.rows(unseenArchetypes));
        }
        return rows;
    }

    private List<Cost> costs(List<Watched> blocks, List<Entry> entries) {
        List<Cost> costs = new ArrayList<>();
        for (Contestant contestant : contestants) {
            Entry entry =
                    entries.stream()
                            .filter(candidate -> candidate.contestant().equals(contestant))
                            .filter(candidate -> candidate.budget() == scale.mainBudget())
                            .findFirst()
                            .orElseThrow();
            long events = 0;
            long nanos = 0;
            for (Watched block : blocks) {
                events += block.panel().seatOf(entry).events();
                nanos += block.panel().seatOf(entry).nanos();
            }
            costs.add(new Cost(contestant.name(), events, nanos));
        }
        return costs;
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
            Outcomes outcomes = block.outcomes(entry);
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

    private List<IncidentResult> playIncidents(
            Map<Ablation, Training> trainings, List<Entry> entries) throws InterruptedException {
        List<Callable<List<IncidentResult>>> tasks = new ArrayList<>();
        for (IncidentKind kind : fleet.incidentKinds()) {
            for (int n = 0; n < scale.replays(); n++) {
                long blockSeed = INCIDENT_SEED + seed * 10_000 + n;
                tasks.add(() -> play(kind, blockSeed, scale.historyDays(), trainings, entries));
            }
            for (int history : scale.coldStarts()) {
                for (int n = 0; n < scale.coldStartReplays(); n++) {
                    long blockSeed = COLD_SEED + seed * 10_000 + n;
                    tasks.add(() -> play(kind, blockSeed, history, trainings, entries));
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
            Map<Ablation, Training> trainings,
            List<Entry> entries) {
        Block block = fleet.incident(kind, blockSeed, history);
        Panel panel = new Panel(entries, trainings, BlockPath.policyOf(block));
        Map<Panel.Seat, List<Play>> plays = new LinkedHashMap<>();
        for (Entry entry : entries) {
            plays.computeIfAbsent(panel.seatOf(entry), seat -> new ArrayList<>())
                    .add(new Play(entry));
        }
        FleetRecord[] now = new FleetRecord[1];
        BlockPath path = new BlockPath(block, event -> judge(plays, event, now[0]));
        int[] total = new int[1];
        block.play(
                record -> {
                    now[0] = record;
                    total[0] += record.lost();
                    plays.values().forEach(of -> of.forEach(play -> play.lose(record)));
                    path.accept(record);
                });
        records.addAndGet(path.records());
        return plays.values().stream()
                .flatMap(List::stream)
                .map(play -> play.result(kind, blockSeed, history, total[0]))
                .toList();
    }

    /** Whom every entry of a detector has stopped, the detector is asked about no more. */
    private static void judge(
            Map<Panel.Seat, List<Play>> plays, AccountEvent event, FleetRecord record) {
        plays.forEach(
                (seat, entries) -> {
                    if (entries.stream().anyMatch(play -> play.watches(record))) {
                        double score = seat.score(event);
                        entries.forEach(play -> play.judge(score, event, record));
                    }
                });
    }

    /** One entry's view of one incident. */
    private static final class Play {
        private final Entry entry;
        private final Set<String> stopped = new HashSet<>();
        private final Set<String> open = new HashSet<>();
        private int lost;
        private long firstLossMillis = Long.MAX_VALUE;
        private long firstTripMillis = Long.MAX_VALUE;

        Play(Entry entry) {
            this.entry = entry;
        }

        /** Counts what a record destroys: it is done by the time that anybody reads of it. */
        void lose(FleetRecord record) {
            if (record.lost() > 0 && !stopped.contains(record.actor())) {
                lost += record.lost();
                firstLossMillis = Math.min(firstLossMillis, record.eventTimeMillis());
            }
        }

        boolean watches(FleetRecord record) {
            return !stopped.contains(record.actor());
        }

        void judge(double score, AccountEvent event, FleetRecord record) {
            if (!watches(record) || record.incident() == null) {
                return;
            }
            if (score >= entry.threshold()) {
                stopped.add(record.actor());
                open.add(event.chargedAgent());
                firstTripMillis = Math.min(firstTripMillis, record.eventTimeMillis());
            } else if (open.contains(event.chargedAgent())
                    && event.event().isSuccessfulMutation()) {
                // Another process under the name of an agent whose breaker is open is one of its
                // further sessions, which the enforcer denies when it sees them act.
                stopped.add(record.actor());
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
