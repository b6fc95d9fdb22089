package io.fusewire.actions.gateway;

import org.jspecify.annotations.Nullable;

import java.io.Serializable;
import java.util.List;

/**
 * Which gateways are told and how. Secrets are not in here: they stand in files that are read for
 * every message where it is sent.
 *
 * @param receivers of {@link Gateways#NAMES}
 * @param isDryRun whether messages are only logged
 * @param webhookUrl where the webhook is
 * @param webhookSecretFile holds the webhook's secret
 * @param caepUrl where Security Event Tokens are pushed to
 * @param caepIssuer {@code iss} of the tokens
 * @param caepAudience {@code aud} of the tokens
 * @param caepKeyFile holds the private JSON Web Key that signs them
 * @param caepTokenFile holds the bearer token of the stream; null for none
 */
public record GatewaySettings(
        List<String> receivers,
        boolean isDryRun,
        @Nullable String webhookUrl,
        @Nullable String webhookSecretFile,
        @Nullable String caepUrl,
        @Nullable String caepIssuer,
        @Nullable String caepAudience,
        @Nullable String caepKeyFile,
        @Nullable String caepTokenFile)
        implements Serializable {

    /** Nobody is told. */
    public static final GatewaySettings NOBODY =
            new GatewaySettings(List.of(), false, null, null, null, null, null, null, null);

    public GatewaySettings {
        receivers = List.copyOf(receivers);
    }
}
