package io.fusewire.actions.record;

import com.fasterxml.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The one way to write a JSON value: RFC 8785 (JSON Canonicalization Scheme), for values whose
 * numbers are whole. Equal values are equal bytes whoever writes them, so that a hash over them can
 * be made again.
 */
final class CanonicalJson {

    /** Beyond it a number is not the same in every reader (I-JSON, RFC 7493). */
    private static final long WHOLE_MAX = (1L << 53) - 1;

    private static final int FIRST_PRINTABLE = 0x20;

    private CanonicalJson() {}

    /**
     * @throws IllegalArgumentException if a number is not whole or is too large, or a text holds
     *     half of a character
     */
    static String of(JsonNode value) {
        StringBuilder json = new StringBuilder(1_024);
        write(value, json);
        return json.toString();
    }

    /** SHA-256 of the canonical form in UTF-8, as hexadecimal digits. */
    static String sha256(JsonNode value) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(of(value).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void write(JsonNode value, StringBuilder json) {
        switch (value.getNodeType()) {
            case OBJECT -> writeObject(value, json);
            case ARRAY -> writeArray(value, json);
            case STRING -> writeText(value.textValue(), json);
            case NUMBER -> json.append(whole(value));
            case BOOLEAN -> json.append(value.booleanValue());
            case NULL -> json.append("null");
            case BINARY, MISSING, POJO ->
                    throw new IllegalArgumentException(
                            "a value must be JSON, but was " + value.getNodeType());
        }
    }

    private static void writeObject(JsonNode value, StringBuilder json) {
        List<String> names = new ArrayList<>();
        value.fieldNames().forEachRemaining(names::add);
        // Java's order of texts is that of their UTF-16 units, as the RFC wants it.
        names.sort(null);
        char separator = '{';
        for (String name : names) {
            json.append(separator);
            writeText(name, json);
            json.append(':');
            write(value.get(name), json);
            separator = ',';
        }
        json.append(names.isEmpty() ? "{}" : "}");
    }

    private static void writeArray(JsonNode value, StringBuilder json) {
        char separator = '[';
        for (JsonNode element : value) {
            json.append(separator);
            write(element, json);
            separator = ',';
        }
        json.append(value.isEmpty() ? "[]" : "]");
    }

    private static long whole(JsonNode value) {
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || Math.abs(value.longValue()) > WHOLE_MAX) {
            throw new IllegalArgumentException(
                    "a number must be whole and at most 2^53 - 1, but was " + value);
        }
        return value.longValue();
    }

    private static void writeText(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\t' -> json.append("\\t");
                case '\n' -> json.append("\\n");
                case '\f' -> json.append("\\f");
                case '\r' -> json.append("\\r");
                default -> {
                    if (c < FIRST_PRINTABLE) {
                        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        requireWhole(text, i);
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }

    private static void requireWhole(String text, int at) {
        char c = text.charAt(at);
        boolean isPaired =
                Character.isHighSurrogate(c)
                        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        if (Character.isSurrogate(c) && !isPaired) {
            throw new IllegalArgumentException("a text must hold whole characters, but does not");
        }
    }
}
