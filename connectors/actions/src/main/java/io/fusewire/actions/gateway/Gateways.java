package io.fusewire.actions.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fusewire.actions.PlannedAction;
import io.fusewire.actions.PlannedCall;
import io.fusewire.actions.page.Receiver;
import io.fusewire.actions.page.SecretFile.SecretException;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.PlannedContainment.Write;
import io.fusewire.core.containment.SessionNotice;
import io.fusewire.core.delivery.Message;
import io.fusewire.core.delivery.Message.Stand;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** All gateways that are configured. */
public final class Gateways {

    /** Gateways that there can be, as they are configured. */
    public static final List<String> NAMES = List.of(SessionWebhook.NAME, Caep.NAME);

    private static final String PREFIX = "gateway-";
    private static final int ID_LENGTH = 32;

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Gateway> gateways = new LinkedHashMap<>();
    private final boolean isDryRun;

    public Gateways(GatewaySettings settings) {
        isDryRun = settings.isDryRun();
        for (String name : settings.receivers()) {
            Gateway gateway = gateway(name, settings);
            gateways.put(gateway.name(), gateway);
        }
    }

    private static Gateway gateway(String name, GatewaySettings settings) {
        return switch (name) {
            case SessionWebhook.NAME ->
                    new SessionWebhook(
                            receiver(name),
                            URI.create(given(settings.webhookUrl())),
                            given(settings.webhookSecretFile()));
            case Caep.NAME ->
                    new Caep(
                            receiver(name),
                            URI.create(given(settings.caepUrl())),
                            given(settings.caepIssuer()),
                            given(settings.caepAudience()),
                            given(settings.caepKeyFile()),
                            settings.caepTokenFile());
            default ->
                    throw new IllegalArgumentException(
                            "a gateway must be one of " + NAMES + ", but was '" + name + "'");
        };
    }

    /** The name under which it is delivered to: a pager may be called the same. */
    private static String receiver(String name) {
        return PREFIX + name;
    }

    /** Whether a message is for a gateway, configured or not. */
    public static boolean isFor(Message message) {
        return message.receiver().startsWith(PREFIX);
    }

    private static String given(@Nullable String value) {
        return Objects.requireNonNull(value, "checked when the configuration was read");
    }

    /** By the name under which they are delivered to. */
    public Map<String, Receiver> receivers() {
        return Map.copyOf(gateways);
    }

    /** What the gateways are told of an outcome: nothing in most states. */
    public List<Message> messages(ContainmentOutcome outcome) {
        List<Message> messages = new ArrayList<>();
        for (SessionNotice notice : SessionNotice.of(outcome)) {
            for (Gateway gateway : gateways.values()) {
                String id = id(gateway.name(), notice);
                gateway.body(notice, id)
                        .ifPresent(
                                body ->
                                        messages.add(
                                                new Message(
                                                        id,
                                                        gateway.name(),
                                                        notice.decisionId()
                                                                + " "
                                                                + notice.session(),
                                                        Stand.EVENT,
                                                        text(body),
                                                        notice.atMillis())));
            }
        }
        return messages;
    }

    /** What each gateway would be told beside a write, and when it is taken back. */
    public List<PlannedAction> plan(Write write) {
        return gateways.values().stream().map(gateway -> plan(gateway, write)).toList();
    }

    private PlannedAction plan(Gateway gateway, Write write) {
        List<PlannedCall> lifts =
                calls(gateway, write.notices().stream().map(SessionNotice::released).toList());
        List<String> notes = new ArrayList<>();
        notes.add(
                "Told beside AWS and never instead of it: what a gateway answers proves nothing.");
        if (lifts.isEmpty()) {
            notes.add("It has no word for a session that is set free.");
        }
        if (isDryRun) {
            notes.add("Its messages are only logged: gateways.dry-run is true.");
        }
        return new PlannedAction(
                write.decisionId(),
                gateway.kind(),
                true,
                write.target().arn(),
                calls(gateway, write.notices()),
                null,
                lifts,
                notes);
    }

    private static List<PlannedCall> calls(Gateway gateway, List<SessionNotice> notices) {
        List<PlannedCall> calls = new ArrayList<>();
        for (SessionNotice notice : notices) {
            Map<String, Object> parameters = new LinkedHashMap<>();
            parameters.put("host", gateway.host());
            gateway.content(notice)
                    .properties()
                    .forEach(e -> parameters.put(e.getKey(), e.getValue()));
            gateway.event(notice)
                    .ifPresent(
                            event -> calls.add(new PlannedCall(gateway.kind(), event, parameters)));
        }
        return calls;
    }

    /** By what is said and not by when, so that one said twice is one. */
    private static String id(String receiver, SessionNotice notice) {
        String said =
                String.join(
                        "\n",
                        receiver,
                        notice.decisionId(),
                        notice.session(),
                        notice.kind().name(),
                        Long.toString(notice.atMillis()));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(said.getBytes(StandardCharsets.UTF_8));
            return "msg_" + HexFormat.of().formatHex(hash).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private String text(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree can be written", e);
        }
    }

    /** What is wrong with a gateway's secrets, by its name as it is configured. */
    public Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        gateways.forEach(
                (name, gateway) -> {
                    try {
                        gateway.check();
                    } catch (SecretException e) {
                        problems.put(name.substring(PREFIX.length()), e.getMessage());
                    }
                });
        return problems;
    }
}
