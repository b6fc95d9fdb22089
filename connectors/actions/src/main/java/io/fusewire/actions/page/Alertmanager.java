package io.fusewire.actions.page;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fusewire.actions.page.SecretFile.SecretException;
import io.fusewire.core.delivery.Message;
import io.fusewire.core.delivery.Message.Stand;
import io.fusewire.core.incident.Page;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Prometheus Alertmanager's API v2. Equal labels are one alert, so that what changes is in the
 * annotations. Alertmanager forgets what it is not told again: an open alert is said again, and
 * each time ends somewhat later, so that it outlives a restart of ours and looks neither over nor
 * open for ever if we are gone.
 */
final class Alertmanager implements Pager {

    static final String NAME = "alertmanager";

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,4000}");
    private static final Pattern USER_AND_PASSWORD =
            Pattern.compile("[^:\\v]{1,255}:[^\\v]{0,3000}");

    private final URI url;
    private final @Nullable SecretFile bearerToken;
    private final @Nullable SecretFile basicAuth;
    private final long repeatMillis;
    private final long endsAfterMillis;

    Alertmanager(
            URI base,
            @Nullable String bearerTokenFile,
            @Nullable String basicAuthFile,
            long repeatMillis,
            long endsAfterMillis) {
        String text = base.toString();
        this.url = URI.create((text.endsWith("/") ? text : text + "/") + "api/v2/alerts");
        this.bearerToken =
                bearerTokenFile == null
                        ? null
                        : new SecretFile(
                                "Alertmanager's bearer token",
                                bearerTokenFile,
                                TOKEN,
                                "must hold one token");
        this.basicAuth =
                basicAuthFile == null
                        ? null
                        : new SecretFile(
                                "Alertmanager's user and password",
                                basicAuthFile,
                                USER_AND_PASSWORD,
                                "must hold user:password");
        this.repeatMillis = repeatMillis;
        this.endsAfterMillis = endsAfterMillis;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Message message(Page page) {
        ObjectNode alert = PageJson.object();
        ObjectNode labels = alert.putObject("labels");
        labels.put("alertname", "FusewireIncident");
        labels.put("incident", page.key());
        labels.put("severity", PageJson.word(page.severity()));
        PageJson.putUnlessNull(labels, "agent", page.agent());
        PageJson.putUnlessNull(labels, "account", page.account());
        ObjectNode annotations = alert.putObject("annotations");
        annotations.put("summary", page.summary());
        annotations.put("description", page.details());
        annotations.put("revision", Integer.toString(page.revision()));
        PageJson.putUnlessNull(annotations, "decision", page.decisionId());
        PageJson.putUnlessNull(annotations, "runbook_url", page.runbookUrl());
        alert.put("startsAt", PageJson.time(page.openedAtMillis()));
        return PageJson.message(NAME, page, alert);
    }

    @Override
    public HttpRequest.Builder request(Message message, long nowMillis) throws SecretException {
        ObjectNode alert = PageJson.parsed(message.body());
        long endsAtMillis = message.stand() == Stand.OPEN ? nowMillis + endsAfterMillis : nowMillis;
        alert.put("endsAt", PageJson.time(endsAtMillis));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("[" + PageJson.text(alert) + "]"));
        if (bearerToken != null) {
            request.header("Authorization", "Bearer " + bearerToken.read());
        } else if (basicAuth != null) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(
                                            basicAuth.read().getBytes(StandardCharsets.UTF_8)));
        }
        return request;
    }

    @Override
    public void check() throws SecretException {
        if (bearerToken != null) {
            bearerToken.read();
        }
        if (basicAuth != null) {
            basicAuth.read();
        }
    }

    @Override
    public long refreshMillis() {
        return repeatMillis;
    }
}
