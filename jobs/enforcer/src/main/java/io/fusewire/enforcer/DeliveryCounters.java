package io.fusewire.enforcer;

import io.fusewire.core.delivery.DeliveryEffect;
import io.fusewire.core.delivery.DeliveryEffect.Arrived;
import io.fusewire.core.delivery.DeliveryEffect.GivenUp;
import io.fusewire.core.delivery.DeliveryEffect.Left;
import io.fusewire.core.delivery.DeliveryEffect.Unanswered;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

import java.util.HashMap;
import java.util.Map;

/** Counts what became of messages, by receiver. Receivers are few: configuration names them. */
final class DeliveryCounters {

    private final MetricGroup metrics;
    private final Map<String, Counter> counters = new HashMap<>();

    DeliveryCounters(MetricGroup operator) {
        metrics = operator.addGroup(MetricNames.GROUP);
    }

    void count(String receiver, DeliveryEffect effect) {
        if (effect instanceof Arrived arrived) {
            String sent = arrived.isRefresh() ? "repeated" : "delivered";
            inc(receiver, arrived.isRehearsal() ? "dry_run" : sent);
        } else if (effect instanceof GivenUp) {
            inc(receiver, "refused");
        } else if (effect instanceof Left left) {
            inc(receiver, left.isReplaced() ? "replaced" : "overflowed");
        } else if (effect instanceof Unanswered unanswered) {
            inc(receiver, "unanswered");
            if (unanswered.isNowDown()) {
                inc(receiver, "receiver_down");
            }
        }
    }

    private void inc(String receiver, String result) {
        counters.computeIfAbsent(
                        receiver + ' ' + result,
                        unused ->
                                metrics.addGroup(MetricNames.RECEIVER_LABEL, receiver)
                                        .addGroup(MetricNames.RESULT_LABEL, result)
                                        .counter(MetricNames.MESSAGES))
                .inc();
    }
}
