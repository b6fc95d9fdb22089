package io.fusewire.cli;

import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PriorsReader;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** What {@code learn} wrote, on its way to the running detector. */
@Command(
        name = "priors",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Publish what `learn` made of earlier history.",
        footer = {
            "",
            "Example:",
            "  fusewire priors publish priors.yaml --bootstrap-servers kafka-1:9092"
        },
        subcommands = PriorsCommand.Publish.class)
final class PriorsCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "priors needs a subcommand: publish FILE");
    }

    /** Signs priors and publishes them. */
    @Command(
            name = "publish",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Sign priors and publish them to the running detector.",
            description = {
                "",
                "Checks the priors, signs them with your key (role policy-admin) and publishes them."
                        + " They hold for records from --effective-from on, whenever they arrive; what"
                        + " is going on at that time is judged to its end by the priors before them.",
                ""
            },
            footer = {
                "",
                "Example:",
                "  fusewire priors publish priors.yaml --key ~/.fusewire/pol.jwk \\",
                "      --bootstrap-servers kafka-1:9092"
            })
    static final class Publish implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The priors, YAML or JSON.")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private VersionOptions version;

        @Override
        public Integer call() throws IOException, InterruptedException, PolicyException {
            String text = PolicyFiles.text(file, "FILE");
            PriorsReader.read(text, file.toString());
            return version.publish("priors", text, spec);
        }
    }
}
