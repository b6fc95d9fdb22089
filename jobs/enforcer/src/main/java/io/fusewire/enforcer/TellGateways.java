package io.fusewire.enforcer;

import io.fusewire.actions.gateway.GatewaySettings;
import io.fusewire.actions.gateway.Gateways;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.delivery.Message;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Says to each gateway what an outcome means for it. */
@SuppressWarnings("NullAway.Init") // Flink opens an operator before it uses it.
final class TellGateways extends RichFlatMapFunction<ContainmentOutcome, Message> {

    private static final long serialVersionUID = 1;

    private final GatewaySettings settings;

    private transient Gateways gateways;

    TellGateways(GatewaySettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        gateways = new Gateways(settings);
    }

    @Override
    public void flatMap(ContainmentOutcome outcome, Collector<Message> out) {
        gateways.messages(outcome).forEach(out::collect);
    }
}
