package io.fusewire.cli;

import io.fusewire.control.SigningKey;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.time.Instant;

/** Options of whatever publishes a version of policy or priors: from when it holds, and by whom. */
final class VersionOptions {

    @Option(
            names = "--effective-from",
            paramLabel = "TIME",
            description =
                    "Event time from which the version holds, as 2026-11-17T20:00:00Z (default:"
                            + " now).")
    private @Nullable String effectiveFrom;

    @Option(
            names = "--stage",
            description =
                    "Only try the version beside what holds, until `policy activate` or `policy"
                            + " withdraw`.")
    private boolean stage;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SigningOptions signing;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PublishOptions publish;

    /**
     * Signs a version and publishes it.
     *
     * @param kind {@code policy} or {@code priors}
     * @param text the version, checked
     * @return the exit status
     */
    int publish(String kind, String text, CommandSpec spec)
            throws IOException, InterruptedException {
        publish.check();
        SigningKey key = signing.key();
        String payload = Messages.version(kind, text, effectiveFrom, stage, Instant.now());
        publish.tellVersion(text, stage, spec);
        return publish.deliver(key.sign(payload), null, spec);
    }
}
