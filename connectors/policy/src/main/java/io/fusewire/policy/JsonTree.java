package io.fusewire.policy;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

import io.fusewire.policy.Node.Scalar.Type;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one JSON value into {@link Node}s. JSON is nearly YAML, but not where it is indented by
 * tabs or escapes a slash.
 */
final class JsonTree {

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    // What is no JSON may be a secret that was put in the wrong place.
                    .errorReportConfiguration(
                            ErrorReportConfiguration.builder().maxErrorTokenLength(0).build())
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(Node.DEPTH_LIMIT)
                                    .maxStringLength(PolicyReader.TEXT_LIMIT)
                                    .build())
                    .build();

    private final JsonParser parser;
    private final int firstLine;

    private JsonTree(JsonParser parser, int firstLine) {
        this.parser = parser;
        this.firstLine = firstLine;
    }

    /**
     * The only value of a text.
     *
     * @param firstLine number of the text's first line in its file, from 1
     */
    static Node parse(String text, int firstLine) throws SyntaxException {
        try (JsonParser parser = JSON.createParser(new StringReader(text))) {
            JsonTree tree = new JsonTree(parser, firstLine);
            try {
                return tree.only();
            } catch (JsonProcessingException e) {
                throw new SyntaxException(
                        tree.placeOf(e), "must be JSON: " + e.getOriginalMessage(), e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    private Node only() throws IOException, SyntaxException {
        if (parser.nextToken() == null) {
            throw new SyntaxException(new Place(firstLine, 1), "must be JSON, but is empty");
        }
        Node root = node();
        if (parser.nextToken() != null) {
            throw new SyntaxException(here(), "must be one JSON value only");
        }
        return root;
    }

    private Node node() throws IOException {
        Place place = here();
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> mapping(place);
            case START_ARRAY -> sequence(place);
            case VALUE_STRING -> new Node.Scalar(place, Type.TEXT, parser.getText());
            case VALUE_NUMBER_INT -> new Node.Scalar(place, Type.INTEGER, parser.getText());
            case VALUE_NUMBER_FLOAT -> new Node.Scalar(place, Type.DECIMAL, parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> new Node.Scalar(place, Type.BOOLEAN, parser.getText());
            case VALUE_NULL -> new Node.Scalar(place, Type.NULL, "null");
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new IllegalStateException("a value must start here, but found " + token);
        };
    }

    private Node mapping(Place place) throws IOException {
        int start = offset(parser.currentTokenLocation());
        List<Node.Entry> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Place keyPlace = here();
            parser.nextToken();
            entries.add(new Node.Entry(key, keyPlace, node()));
        }
        return new Node.Mapping(place, entries, start, offset(parser.currentLocation()));
    }

    private Node sequence(Place place) throws IOException {
        List<Node> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(node());
        }
        return new Node.Sequence(place, elements);
    }

    /** Where a text breaks a rule; a broken limit comes without a place of its own. */
    private Place placeOf(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return place(location == null ? parser.currentLocation() : location);
    }

    private Place here() {
        return place(parser.currentTokenLocation());
    }

    private Place place(JsonLocation location) {
        return new Place(
                firstLine - 1 + Math.max(1, location.getLineNr()),
                Math.max(1, location.getColumnNr()));
    }

    private static int offset(JsonLocation location) {
        return (int) location.getCharOffset();
    }
}
