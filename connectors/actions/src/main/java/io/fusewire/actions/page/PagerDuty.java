package io.fusewire.actions.page;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fusewire.actions.page.SecretFile.SecretException;
import io.fusewire.core.containment.IncidentUpdate.Status;
import io.fusewire.core.delivery.Message;
import io.fusewire.core.incident.Page;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.regex.Pattern;

/**
 * PagerDuty's Events API v2: {@code trigger} and {@code resolve} under one deduplication key.
 * Source: PagerDuty's developer documentation, "Events API v2".
 */
final class PagerDuty implements Pager {

    static final String NAME = "pagerduty";

    /** What PagerDuty takes of a deduplication key. */
    static final int KEY_MAX = 255;

    private static final int HASH_CHARS = 32;
    private static final Pattern ROUTING_KEY = Pattern.compile("[A-Za-z0-9]{32}");

    private final URI url;
    private final SecretFile routingKey;

    PagerDuty(URI url, String routingKeyFile) {
        this.url = url;
        this.routingKey =
                new SecretFile(
                        "PagerDuty's routing key",
                        routingKeyFile,
                        ROUTING_KEY,
                        "must hold 32 letters and digits");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Message message(Page page) {
        ObjectNode body = PageJson.object();
        body.put("event_action", page.status() == Status.OPEN ? "trigger" : "resolve");
        body.put("dedup_key", dedupKey(page.key()));
        if (page.status() == Status.OPEN) {
            body.put("client", "Fusewire");
            String runbook = page.runbookUrl();
            if (runbook != null) {
                body.putArray("links").addObject().put("href", runbook).put("text", "Runbook");
            }
            fill(body.putObject("payload"), page);
        }
        return PageJson.message(NAME, page, body);
    }

    private static void fill(ObjectNode payload, Page page) {
        payload.put("summary", page.summary());
        payload.put("source", page.account() == null ? "fusewire" : "aws:" + page.account());
        payload.put("severity", PageJson.word(page.severity()));
        payload.put("timestamp", PageJson.time(page.openedAtMillis()));
        payload.put("class", "circuit-breaker");
        PageJson.putUnlessNull(payload, "component", page.agent());
        PageJson.putUnlessNull(payload, "group", page.account());
        ObjectNode details = payload.putObject("custom_details");
        PageJson.putUnlessNull(details, "decision", page.decisionId());
        details.put("revision", page.revision());
        details.put("details", page.details());
    }

    /** The key, or one that is as good as it and fits. */
    static String dedupKey(String key) {
        if (key.length() <= KEY_MAX) {
            return key;
        }
        return key.substring(0, KEY_MAX - HASH_CHARS - 1)
                + "~"
                + PageJson.sha256(key).substring(0, HASH_CHARS);
    }

    @Override
    public HttpRequest.Builder request(Message message, long nowMillis) throws SecretException {
        ObjectNode body = PageJson.parsed(message.body());
        body.put("routing_key", routingKey.read());
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(PageJson.text(body)));
    }

    @Override
    public void check() throws SecretException {
        routingKey.read();
    }
}
