package io.fusewire.actions.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fusewire.actions.page.SecretFile.SecretException;
import io.fusewire.actions.page.StandardWebhook;
import io.fusewire.core.containment.SessionNotice;
import io.fusewire.core.delivery.Message;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Tells a gateway of our own kind, by a signed webhook. */
final class SessionWebhook implements Gateway {

    static final String NAME = "webhook";

    private final String name;
    private final URI url;
    private final StandardWebhook webhook;

    SessionWebhook(String name, URI url, String secretFile) {
        this.name = name;
        this.url = url;
        this.webhook = new StandardWebhook(url, secretFile, "the gateway webhook's secret");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        return NAME;
    }

    @Override
    public String host() {
        return url.getAuthority();
    }

    @Override
    public Optional<String> event(SessionNotice notice) {
        return Optional.of("session." + notice.kind().name().toLowerCase(Locale.ROOT));
    }

    @Override
    public Optional<ObjectNode> body(SessionNotice notice, String id) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        event(notice).ifPresent(event -> body.put("type", event));
        body.put("timestamp", Instant.ofEpochMilli(notice.atMillis()).toString());
        body.set("data", content(notice));
        return Optional.of(body);
    }

    @Override
    public ObjectNode content(SessionNotice notice) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("session", notice.session());
        data.put("agent", notice.agent());
        data.put("account", notice.account());
        data.put("partition", notice.partition());
        data.put("decisionId", notice.decisionId());
        data.put("reason", notice.reason());
        return data;
    }

    @Override
    public HttpRequest.Builder request(Message message, long nowMillis) throws SecretException {
        return webhook.request(message, nowMillis);
    }

    @Override
    public void check() throws SecretException {
        webhook.check();
    }
}
