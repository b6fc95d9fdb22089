package io.fusewire.actions.page;

import org.jspecify.annotations.Nullable;

import java.io.Serializable;
import java.util.List;

/**
 * Who is paged and how. Secrets are not in here: they stand in files that are read for every
 * message where it is sent, so that they are in no job graph and can be changed at any time.
 *
 * @param receivers of {@link Pagers#NAMES}
 * @param isDryRun whether messages are only logged
 * @param timeoutMillis for one message, from the connection to the answer
 * @param perSecond messages to one receiver in a second, by all parallel instances together
 * @param burst messages to one receiver at once
 * @param unansweredMax messages in a row without a certain answer before a receiver counts as down
 * @param pagerDutyUrl where PagerDuty takes events
 * @param routingKeyFile holds PagerDuty's routing key
 * @param alertmanagerUrl base address of Alertmanager
 * @param bearerTokenFile holds Alertmanager's bearer token; null for none
 * @param basicAuthFile holds {@code user:password} for Alertmanager; null for none
 * @param repeatMillis how often Alertmanager is told again of what is open
 * @param endsAfterMillis how long an alert outlives the last message about it
 * @param webhookUrl where the webhook is
 * @param webhookSecretFile holds the webhook's secret
 */
public record PagerSettings(
        List<String> receivers,
        boolean isDryRun,
        long timeoutMillis,
        int perSecond,
        int burst,
        int unansweredMax,
        String pagerDutyUrl,
        @Nullable String routingKeyFile,
        @Nullable String alertmanagerUrl,
        @Nullable String bearerTokenFile,
        @Nullable String basicAuthFile,
        long repeatMillis,
        long endsAfterMillis,
        @Nullable String webhookUrl,
        @Nullable String webhookSecretFile)
        implements Serializable {

    /** Where PagerDuty takes events; in the EU it is {@code events.eu.pagerduty.com}. */
    public static final String PAGERDUTY_URL = "https://events.pagerduty.com/v2/enqueue";

    /** Nobody is paged. */
    public static final PagerSettings NOBODY =
            new PagerSettings(
                    List.of(),
                    false,
                    10_000,
                    5,
                    20,
                    5,
                    PAGERDUTY_URL,
                    null,
                    null,
                    null,
                    null,
                    60_000,
                    3_600_000,
                    null,
                    null);

    public PagerSettings {
        receivers = List.copyOf(receivers);
    }
}
