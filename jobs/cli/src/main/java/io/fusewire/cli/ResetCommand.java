package io.fusewire.cli;

import com.fasterxml.jackson.databind.JsonNode;

import io.fusewire.control.SigningKey;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Judges an incident and lets its agent work again. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Judge an incident and let its agent work again.",
        description = {
            "",
            "Signs your verdict with your key and publishes it. It names the decision that you have"
                    + " looked at, so it settles no other. legitimate: the incident is learned and"
                    + " raises this agent's caps. harm: all since it began is forgotten. The agent's"
                    + " operator is refused.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  fusewire reset 8c1f03d2 --verdict harm --key ~/.fusewire/lee.jwk \\",
            "      --bootstrap-servers kafka-1:9092",
            "  fusewire reset 8c1f03d2 --verdict legitimate --to closed \\",
            "      --bootstrap-servers kafka-1:9092"
        })
final class ResetCommand implements Callable<Integer> {

    private static final String TRIP = "TRIP";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** What the incident was. */
    enum Verdict {
        LEGITIMATE,
        HARM
    }

    /** Where its breaker goes. */
    enum To {
        HALF_OPEN,
        CLOSED;

        /** As a person writes it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Parameters(
            paramLabel = "DECISION",
            description = "The decision's id, or how it begins: `fusewire status` shows it.")
    private String decision = "";

    @Option(
            names = "--verdict",
            required = true,
            paramLabel = "legitimate|harm",
            description = "What the incident was.")
    @SuppressWarnings("NullAway.Init")
    private Verdict verdict;

    @Option(
            names = "--to",
            paramLabel = "half-open|closed",
            description =
                    "On probation, with limits at a quarter, or as before (default: half-open;"
                            + " closed for an alert, whose breaker never opened).")
    private @Nullable To to;

    @Option(
            names = "--agent",
            paramLabel = "AGENT",
            description =
                    "The decision's agent (default: looked up in the trips topic; then DECISION may"
                            + " be the beginning of an id).")
    private @Nullable String agent;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SigningOptions signing;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PublishOptions publish;

    @Override
    public Integer call() throws IOException, InterruptedException {
        publish.check();
        SigningKey key = signing.key();
        Judged judged = judged();
        To target = to != null ? to : judged.isTrip() ? To.HALF_OPEN : To.CLOSED;
        Instant now = Instant.now();
        String payload =
                Messages.verdict(
                        judged.agent(),
                        judged.decisionId(),
                        verdict.name().toLowerCase(Locale.ROOT),
                        target.name(),
                        now);
        return publish.deliver(
                key.sign(payload), new Publication.Effect(judged.agent(), now), spec);
    }

    private record Judged(String decisionId, String agent, boolean isTrip) {}

    private Judged judged() throws IOException {
        if (agent != null) {
            return new Judged(decision, agent, true);
        }
        if (publish.isToFile() && !publish.kafka.isGiven()) {
            throw new UsageException(
                    "--agent must be given, or --bootstrap-servers, where the decision is looked"
                            + " up");
        }
        Logging.quiet();
        JsonNode found = DecisionSource.onTopic(publish.kafka.client(), decision);
        return new Judged(
                found.path("decisionId").asText(),
                found.path("agent").asText(),
                found.path("type").asText().equals(TRIP));
    }
}
