package io.fusewire.enforcer;

import io.fusewire.core.containment.WriteAsked;
import io.fusewire.core.containment.WriteResult;
import io.fusewire.core.containment.WriteResult.Confirmed;
import io.fusewire.core.containment.WriteResult.Refused;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts what AWS was asked and how it answered. */
final class WriteCounters {

    private final Counter asked;
    private final Counter resumed;
    private final Counter confirmed;
    private final Counter repaired;
    private final Counter refused;
    private final Counter unconfirmed;

    WriteCounters(MetricGroup operator) {
        MetricGroup metrics = operator.addGroup(MetricNames.GROUP);
        asked = metrics.counter(MetricNames.WRITES_ASKED);
        resumed = metrics.counter(MetricNames.WRITES_RESUMED);
        confirmed = answers(metrics, "confirmed");
        repaired = answers(metrics, "repaired");
        refused = answers(metrics, "refused");
        unconfirmed = answers(metrics, "unconfirmed");
    }

    private static Counter answers(MetricGroup metrics, String result) {
        return metrics.addGroup(MetricNames.RESULT_LABEL, result)
                .counter(MetricNames.WRITES_ANSWERED);
    }

    void asked() {
        asked.inc();
    }

    void resumed() {
        resumed.inc();
    }

    /** A check that had to change something found that somebody else had. */
    void answered(WriteAsked write, WriteResult result) {
        if (result instanceof Confirmed answer) {
            (write.isCheck() && answer.changed() ? repaired : confirmed).inc();
        } else if (result instanceof Refused) {
            refused.inc();
        } else {
            unconfirmed.inc();
        }
    }
}
