package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Account.Use;
import io.fusewire.bench.fleet.org.Member;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.List;
import java.util.function.Function;

/** All kinds of agents that a fleet has. */
public final class Archetypes {

    public static final List<Archetype> ALL =
            List.of(
                    shared("coder", Coder::new, Use.DEVELOPMENT),
                    known("deploy-bot", DeployBot::new, Use.PRODUCTION, Use.STAGING),
                    known("nightly-teardown", NightlyTeardown::new, Use.DEVELOPMENT),
                    known(
                            "terraform-pipeline",
                            TerraformPipeline::new,
                            Use.PRODUCTION,
                            Use.STAGING,
                            Use.DEVELOPMENT),
                    known("autoscaler", Autoscaler::new, Use.PRODUCTION),
                    known("log-rotator", LogRotator::new, Use.PRODUCTION, Use.STAGING),
                    known("data-pipeline", DataPipeline::new, Use.DATA),
                    shared("operator-agent", OperatorAgent::new, Use.PRODUCTION, Use.STAGING),
                    known("operator", Operator::new, Use.PRODUCTION, Use.STAGING),
                    known("cost-optimiser", CostOptimiser::new, Use.PRODUCTION, Use.STAGING),
                    known("ephemeral-environments", EphemeralEnvironments::new, Use.DEVELOPMENT),
                    known("snapshot-pruner", SnapshotPruner::new, Use.PRODUCTION, Use.STAGING),
                    known("database-maintenance", DatabaseMaintenance::new, Use.PRODUCTION),
                    known("image-pruner", ImagePruner::new, Use.PRODUCTION, Use.DEVELOPMENT),
                    known("secret-rotator", SecretRotator::new, Use.PRODUCTION, Use.STAGING),
                    known("load-tester", LoadTester::new, Use.STAGING, Use.DEVELOPMENT),
                    known("stack-manager", StackManager::new, Use.STAGING, Use.DEVELOPMENT),
                    unseen(known("migrator", Migrator::new, Use.PRODUCTION, Use.DATA)),
                    unseen(known("lab-cleaner", LabCleaner::new, Use.DEVELOPMENT)),
                    unseen(shared("on-call-helper", OnCallHelper::new, Use.PRODUCTION)),
                    unseen(
                            known(
                                    "secops",
                                    SecOps::new,
                                    Use.PRODUCTION,
                                    Use.STAGING,
                                    Use.DEVELOPMENT)));

    private Archetypes() {}

    /**
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Archetype named(String name) {
        return ALL.stream()
                .filter(archetype -> archetype.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "archetype must be one that exists, but was " + name));
    }

    private static Archetype known(String name, Function<Recruit, Member> work, Use... where) {
        return new Archetype(name, false, List.of(where), false, work);
    }

    private static Archetype shared(String name, Function<Recruit, Member> work, Use... where) {
        return new Archetype(name, false, List.of(where), true, work);
    }

    private static Archetype unseen(Archetype archetype) {
        return new Archetype(
                archetype.name(),
                true,
                archetype.where(),
                archetype.sharesRole(),
                archetype.work());
    }
}
