package io.fusewire.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;

/** What a person says about one agent, signed: the subclasses differ in one word. */
abstract class AgentCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SigningOptions signing;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PublishOptions publish;

    @Parameters(
            paramLabel = "AGENT",
            description = "The agent's key, as `fusewire status` and the decision show it.")
    private String agent = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        publish.check();
        Instant now = Instant.now();
        String payload = Messages.payload(Messages.begin(spec.name()).put("agent", agent), now);
        return publish.deliver(
                signing.key().sign(payload), new Publication.Effect(agent, now), spec);
    }

    /** Opens a breaker by hand. */
    @Command(
            name = "hold",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Open an agent's breaker by hand, until somebody releases it.",
            description = {
                "",
                "Signs the command with your key and publishes it. The agent must have been seen. A"
                        + " hold outranks a verdict: judge an open incident before you hold.",
                ""
            },
            footer = {
                "",
                "Example:",
                "  fusewire hold --key ~/.fusewire/lee.jwk --bootstrap-servers kafka-1:9092 \\",
                "      'aws:111122223333:role/Deploy/ci-#'"
            })
    static final class Hold extends AgentCommand {}

    /** Ends a hold. */
    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "End a hold; the agent works again, on probation.",
            description = {
                "",
                "Signs the command with your key and publishes it. The agent's operator is refused.",
                ""
            },
            footer = {
                "",
                "Example:",
                "  fusewire release --key ~/.fusewire/lee.jwk --bootstrap-servers kafka-1:9092 \\",
                "      'aws:111122223333:role/Deploy/ci-#'"
            })
    static final class Release extends AgentCommand {}

    /** Ends a probation. */
    @Command(
            name = "close",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "End an agent's probation; it works again as before.",
            description = {
                "",
                "Signs the command with your key and publishes it. The agent's operator is refused.",
                ""
            },
            footer = {
                "",
                "Example:",
                "  fusewire close --key ~/.fusewire/lee.jwk --bootstrap-servers kafka-1:9092 \\",
                "      'aws:111122223333:role/Deploy/ci-#'"
            })
    static final class Close extends AgentCommand {}

    /** Takes an agent out of judgement. */
    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Judge an agent no more, until somebody enables it.",
            description = {
                "",
                "Signs the command with your key and publishes it. An open breaker cannot be disabled,"
                        + " and the agent's operator is refused.",
                ""
            },
            footer = {
                "",
                "Example:",
                "  fusewire disable --key ~/.fusewire/lee.jwk --bootstrap-servers kafka-1:9092 \\",
                "      'aws:111122223333:role/Deploy/ci-#'"
            })
    static final class Disable extends AgentCommand {}

    /** Puts an agent back. */
    @Command(
            name = "enable",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Judge an agent again that was disabled.",
            description = {"", "Signs the command with your key and publishes it.", ""},
            footer = {
                "",
                "Example:",
                "  fusewire enable --key ~/.fusewire/lee.jwk --bootstrap-servers kafka-1:9092 \\",
                "      'aws:111122223333:role/Deploy/ci-#'"
            })
    static final class Enable extends AgentCommand {}
}
