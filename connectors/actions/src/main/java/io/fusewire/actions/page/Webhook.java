package io.fusewire.actions.page;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fusewire.actions.page.SecretFile.SecretException;
import io.fusewire.core.containment.IncidentUpdate.Status;
import io.fusewire.core.delivery.Message;
import io.fusewire.core.incident.Page;

import java.net.URI;
import java.net.http.HttpRequest;

/** Pages by a signed webhook. */
final class Webhook implements Pager {

    static final String NAME = "webhook";

    private final StandardWebhook webhook;

    Webhook(URI url, String secretFile) {
        this.webhook = new StandardWebhook(url, secretFile, "the webhook's secret");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Message message(Page page) {
        ObjectNode body = PageJson.object();
        body.put("type", page.status() == Status.OPEN ? "incident.open" : "incident.resolved");
        body.put("timestamp", PageJson.time(page.atMillis()));
        ObjectNode data = body.putObject("data");
        data.put("key", page.key());
        data.put("status", page.status().name());
        data.put("severity", page.severity().name());
        data.put("revision", page.revision());
        PageJson.putUnlessNull(data, "decisionId", page.decisionId());
        PageJson.putUnlessNull(data, "agent", page.agent());
        PageJson.putUnlessNull(data, "account", page.account());
        data.put("openedAt", PageJson.time(page.openedAtMillis()));
        data.put("summary", page.summary());
        data.put("details", page.details());
        PageJson.putUnlessNull(data, "runbook", page.runbookUrl());
        return PageJson.message(NAME, page, body);
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
