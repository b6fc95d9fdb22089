package io.fusewire.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Writes what people wrote in YAML as one line of JSON.
 *
 * <p>Twelve digits stay text, for they are an account's number; so does what looks like a number to
 * YAML and not to JSON.
 */
final class NodeJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?");

    private NodeJson() {}

    static String write(Node node) {
        return write(node, UnaryOperator.identity());
    }

    /**
     * @param change what becomes of each text
     */
    static String write(Node node, UnaryOperator<String> change) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, node, change);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Node node, UnaryOperator<String> change)
            throws IOException {
        if (node instanceof Node.Mapping mapping) {
            json.writeStartObject();
            for (Node.Entry entry : mapping.entries()) {
                json.writeFieldName(entry.key());
                write(json, entry.value(), change);
            }
            json.writeEndObject();
        } else if (node instanceof Node.Sequence sequence) {
            json.writeStartArray();
            for (Node element : sequence.elements()) {
                write(json, element, change);
            }
            json.writeEndArray();
        } else if (node instanceof Node.Scalar scalar) {
            write(json, scalar, change);
        }
    }

    private static void write(JsonGenerator json, Node.Scalar scalar, UnaryOperator<String> change)
            throws IOException {
        switch (scalar.type()) {
            case NULL -> json.writeNull();
            case BOOLEAN -> json.writeBoolean(Boolean.parseBoolean(scalar.text()));
            case TEXT -> json.writeString(change.apply(scalar.text()));
            case INTEGER, DECIMAL -> {
                if (NUMBER.matcher(scalar.text()).matches()
                        && !ACCOUNT.matcher(scalar.text()).matches()) {
                    json.writeNumber(scalar.text());
                } else {
                    json.writeString(scalar.text());
                }
            }
        }
    }
}
