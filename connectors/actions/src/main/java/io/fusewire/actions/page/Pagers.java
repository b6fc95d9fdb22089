package io.fusewire.actions.page;

import io.fusewire.actions.page.SecretFile.SecretException;
import io.fusewire.core.delivery.Message;
import io.fusewire.core.incident.Page;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** All receivers of pages that are configured. */
public final class Pagers {

    /** Receivers that there can be. */
    public static final List<String> NAMES =
            List.of(PagerDuty.NAME, Alertmanager.NAME, Webhook.NAME);

    private final Map<String, Pager> pagers;

    public Pagers(PagerSettings settings) {
        this.pagers = byName(settings);
    }

    /** In the order in which they are configured. */
    static Map<String, Pager> byName(PagerSettings settings) {
        Map<String, Pager> pagers = new LinkedHashMap<>();
        settings.receivers().forEach(name -> pagers.put(name, pager(name, settings)));
        return pagers;
    }

    private static Pager pager(String name, PagerSettings settings) {
        return switch (name) {
            case PagerDuty.NAME ->
                    new PagerDuty(
                            URI.create(settings.pagerDutyUrl()), given(settings.routingKeyFile()));
            case Alertmanager.NAME ->
                    new Alertmanager(
                            URI.create(given(settings.alertmanagerUrl())),
                            settings.bearerTokenFile(),
                            settings.basicAuthFile(),
                            settings.repeatMillis(),
                            settings.endsAfterMillis());
            case Webhook.NAME ->
                    new Webhook(
                            URI.create(given(settings.webhookUrl())),
                            given(settings.webhookSecretFile()));
            default ->
                    throw new IllegalArgumentException(
                            "a receiver must be one of " + NAMES + ", but was '" + name + "'");
        };
    }

    private static String given(@Nullable String value) {
        return Objects.requireNonNull(value, "checked when the configuration was read");
    }

    /** What a page is to each receiver. */
    public List<Message> messages(Page page) {
        return pagers.values().stream().map(pager -> pager.message(page)).toList();
    }

    /** How often a receiver is told again of what is open; 0 for never. */
    public long refreshMillis(String receiver) {
        Pager pager = pagers.get(receiver);
        return pager == null ? 0 : pager.refreshMillis();
    }

    /** What is wrong with a receiver's secrets; null if nothing is. */
    public @Nullable String problem(String receiver) {
        Pager pager = pagers.get(receiver);
        try {
            if (pager != null) {
                pager.check();
            }
            return null;
        } catch (SecretException e) {
            return e.getMessage();
        }
    }
}
