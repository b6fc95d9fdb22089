package io.fusewire.cli;

import io.fusewire.control.SigningKey;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PolicyReader;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
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

    @Option(
            names = "--effective-from",
            paramLabel = "TIME",
            description = "Event time from which it holds, as 2026-11-17T20:00:00Z (default: now).")
    private @Nullable String effectiveFrom;

    @Option(
            names = "--stage",
            description =
                    "Only try it beside what holds, until `policy activate` or `policy withdraw`.")
    private boolean stage;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SigningOptions signing;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PublishOptions publish;

    @Override
    public Integer call() throws IOException, InterruptedException, PolicyException {
        String text = PolicyFiles.text(file, "FILE");
        PolicyReader.read(text, file.toString());
        publish.check();
        SigningKey key = signing.key();
        Instant now = Instant.now();
        String payload = Messages.version("policy", text, effectiveFrom, stage, now);
        publish.tellVersion(text, stage, spec);
        return publish.deliver(key.sign(payload), null, spec);
    }
}
