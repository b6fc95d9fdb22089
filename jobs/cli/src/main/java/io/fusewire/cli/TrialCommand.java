package io.fusewire.cli;

import io.fusewire.control.SigningKey;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;

/** Ends the trial of a policy or of priors that were published with {@code --stage}. */
abstract class TrialCommand implements Callable<Integer> {

    private final String type;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "VERSION",
            description = "The version, as `publish --stage` said it: 12 hexadecimal digits.")
    private String version = "";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SigningOptions signing;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PublishOptions publish;

    private TrialCommand(String type) {
        this.type = type;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        publish.check();
        String payload =
                Messages.payload(Messages.begin(type).put("version", version), Instant.now());
        SigningKey key = signing.key();
        return publish.deliver(key.sign(payload), null, spec);
    }

    /** Lets it hold. */
    @Command(
            name = "activate",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Let a policy or priors on trial hold from now on.",
            description = {
                "",
                "Signs that with your key (role policy-admin). From now on records are judged as if"
                        + " the version were published now; what it imagined while on trial is"
                        + " forgotten.",
                ""
            },
            footer = {
                "",
                "Example:",
                "  fusewire policy activate 3f2a90c1d5e7 --key ~/.fusewire/pol.jwk \\",
                "      --bootstrap-servers kafka-1:9092"
            })
    static final class Activate extends TrialCommand {
        Activate() {
            super("activate");
        }
    }

    /** Drops it. */
    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "End the trial of a policy or of priors; what holds stays.",
            footer = {
                "",
                "Example:",
                "  fusewire policy withdraw 3f2a90c1d5e7 --key ~/.fusewire/pol.jwk \\",
                "      --bootstrap-servers kafka-1:9092"
            })
    static final class Withdraw extends TrialCommand {
        Withdraw() {
            super("withdraw");
        }
    }
}
