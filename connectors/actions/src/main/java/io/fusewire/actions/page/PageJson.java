package io.fusewire.actions.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fusewire.core.containment.IncidentUpdate.Severity;
import io.fusewire.core.containment.IncidentUpdate.Status;
import io.fusewire.core.delivery.Message;
import io.fusewire.core.delivery.Message.Stand;
import io.fusewire.core.incident.Page;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/** What the bodies of the pagers have in common. */
final class PageJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PageJson() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static void putUnlessNull(ObjectNode json, String field, @Nullable String value) {
        if (value != null) {
            json.put(field, value);
        }
    }

    static String text(ObjectNode json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree can be written", e);
        }
    }

    /** A body of ours, read again to be completed. */
    static ObjectNode parsed(String body) {
        try {
            return (ObjectNode) JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("what was written can be read", e);
        }
    }

    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    /**
     * A message whose id depends on what is said and not on when: said again after a restart, it is
     * the same. The id is fit for a header.
     */
    static Message message(String receiver, Page page, ObjectNode body) {
        String said =
                String.join(
                        "\n",
                        receiver,
                        page.key(),
                        page.status().name(),
                        page.severity().name(),
                        Integer.toString(page.revision()),
                        page.summary(),
                        page.details());
        return new Message(
                "msg_" + sha256(said).substring(0, 32),
                receiver,
                page.key(),
                page.status() == Status.OPEN ? Stand.OPEN : Stand.CLOSED,
                text(body),
                page.atMillis());
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
