package io.fusewire.cli;

import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PolicyReader;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Signs a policy and publishes it. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Sign a policy and publish it to the running detector.",
        description = {
            "",
            "Checks the policy, signs it with your key (role policy-admin) and publishes it. It holds"
                    + " for records from --effective-from on, whenever they arrive.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  fusewire policy publish policy.yaml --key ~/.fusewire/pol.jwk \\",
            "      --bootstrap-servers kafka-1:9092"
        })
final class PolicyPublishCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The policy, YAML or JSON.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private VersionOptions version;

    @Override
    public Integer call() throws IOException, InterruptedException, PolicyException {
        String text = PolicyFiles.text(file, "FILE");
        PolicyReader.read(text, file.toString());
        return version.publish("policy", text, spec);
    }
}
