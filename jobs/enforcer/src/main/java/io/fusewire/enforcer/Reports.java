package io.fusewire.enforcer;

import io.fusewire.core.containment.Claim;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.DeskEffect;
import io.fusewire.core.containment.DeskEffect.Page;
import io.fusewire.core.containment.DeskEffect.Publish;
import io.fusewire.core.containment.DeskEffect.Report;
import io.fusewire.core.containment.DeskEffect.Timed;
import io.fusewire.core.containment.IncidentUpdate;
import io.fusewire.core.containment.Stage;
import io.fusewire.jobs.LatencyBuckets;
import io.fusewire.jobs.Printable;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Says what a desk wants said, counts it, and marks it if it is a rehearsal. */
final class Reports {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private final boolean isRehearsal;
    private final Map<Claim, Counter> outcomes = new EnumMap<>(Claim.class);
    private final Map<Stage, LatencyBuckets> stages = new EnumMap<>(Stage.class);
    private final Counter updates;

    /** A side output of the operator. */
    interface Outputs {
        <T> void output(OutputTag<T> tag, T value);
    }

    Reports(MetricGroup operator, boolean isRehearsal) {
        this.isRehearsal = isRehearsal;
        MetricGroup metrics = operator.addGroup(MetricNames.GROUP);
        for (Claim claim : Claim.values()) {
            outcomes.put(
                    claim,
                    metrics.addGroup(MetricNames.STATE_LABEL, claim.name().toLowerCase(Locale.ROOT))
                            .counter(MetricNames.OUTCOMES));
        }
        for (Stage stage : Stage.values()) {
            stages.put(
                    stage,
                    new LatencyBuckets(
                            metrics.addGroup(
                                    MetricNames.STAGE_LABEL, stage.name().toLowerCase(Locale.ROOT)),
                            MetricNames.STAGE));
        }
        updates = metrics.counter(MetricNames.INCIDENT_UPDATES);
    }

    /** Gives out what is to be said; of other effects nothing is. */
    void give(DeskEffect effect, Outputs outputs) {
        if (effect instanceof Publish publish) {
            publish(publish.outcome(), outputs);
        } else if (effect instanceof Page page) {
            IncidentUpdate update = page.update();
            updates.inc();
            outputs.output(EnforcerTopology.INCIDENTS, isRehearsal ? update.asRehearsal() : update);
        } else if (effect instanceof Report report) {
            outputs.output(EnforcerTopology.WRITE_REPORTS, report.report());
        } else if (effect instanceof Timed timed) {
            LatencyBuckets stage = stages.get(timed.stage());
            if (stage != null) {
                stage.observe(timed.millis());
            }
        }
    }

    private void publish(ContainmentOutcome outcome, Outputs outputs) {
        Counter counter = outcomes.get(outcome.claim());
        if (counter != null) {
            counter.inc();
        }
        LOG.info(
                "{}{} of agent {}, decision {}, target {}: {}",
                isRehearsal ? "Dry run: " : "",
                outcome.claim(),
                Printable.of(outcome.tripCase().agent()),
                Printable.of(outcome.tripCase().decisionId()),
                outcome.target() == null ? "none" : Printable.of(outcome.target().arn()),
                Printable.of(outcome.reason()));
        outputs.output(EnforcerTopology.OUTCOMES, isRehearsal ? outcome.asRehearsal() : outcome);
    }
}
