package io.fusewire.policy;

import io.fusewire.policy.Node.Scalar.Type;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamStartEvent;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads one YAML document into {@link Node}s.
 *
 * <p>From the parser's events and not from its object tree: events know their place, keep an
 * account number such as {@code 012345678901} as it was written, and cannot be blown up by aliases
 * of aliases. Anchors, aliases, tags and merge keys are refused: a policy should read the same to
 * everybody.
 */
final class YamlTree {

    /** Plain scalars by the YAML 1.2 core schema, without its octal and hexadecimal forms. */
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]++");

    private static final Pattern DECIMAL =
            Pattern.compile(
                    "[-+]?(\\.[0-9]++|[0-9]++(\\.[0-9]*+)?)([eE][-+]?[0-9]++)?"
                            + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");

    private final Iterator<Event> events;
    private int depth;

    private YamlTree(Iterator<Event> events) {
        this.events = events;
    }

    /** The document's root; null if the text holds no document. */
    static @Nullable Node parse(String text) throws SyntaxException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(PolicyReader.TEXT_LIMIT);
        try {
            return new YamlTree(new Yaml(options).parse(new StringReader(text)).iterator())
                    .document();
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            throw new SyntaxException(place(mark), "must be YAML or JSON: " + e.getProblem(), e);
        } catch (RuntimeException e) {
            // The parser throws other kinds too, on characters and escapes that YAML does not
            // have; a text must never break the job that reads it.
            throw new SyntaxException(
                    Place.START, "must be YAML or JSON: " + firstLine(e.getMessage()), e);
        }
    }

    private @Nullable Node document() throws SyntaxException {
        Event event = events.next();
        while (event instanceof StreamStartEvent) {
            event = events.next();
        }
        if (!(event instanceof DocumentStartEvent)) {
            return null;
        }
        Node root = node(events.next());
        Event end = events.next();
        while (end instanceof DocumentEndEvent) {
            end = events.next();
        }
        if (end instanceof DocumentStartEvent) {
            throw new SyntaxException(place(end.getStartMark()), "must be one document only");
        }
        return root;
    }

    private Node node(Event event) throws SyntaxException {
        Place place = place(event.getStartMark());
        if (event instanceof AliasEvent) {
            throw new SyntaxException(place, "must not use aliases (*name): write the value out");
        }
        if (event instanceof NodeEvent anchored && anchored.getAnchor() != null) {
            throw new SyntaxException(place, "must not use anchors (&name): write the value out");
        }
        if (event instanceof ScalarEvent scalar) {
            refuseTag(place, scalar.getTag());
            return new Node.Scalar(place, type(scalar), scalar.getValue());
        }
        if (++depth > Node.DEPTH_LIMIT) {
            throw new SyntaxException(
                    place, "must not be nested deeper than " + Node.DEPTH_LIMIT + " levels");
        }
        Node node;
        if (event instanceof SequenceStartEvent sequence) {
            refuseTag(place, sequence.getTag());
            node = sequence(place);
        } else if (event instanceof MappingStartEvent mapping) {
            refuseTag(place, mapping.getTag());
            node = mapping(place, event.getStartMark().getIndex());
        } else {
            throw new IllegalStateException("a value must start here, but found " + event);
        }
        depth--;
        return node;
    }

    private Node sequence(Place place) throws SyntaxException {
        List<Node> elements = new ArrayList<>();
        for (Event event = events.next();
                !(event instanceof SequenceEndEvent);
                event = events.next()) {
            elements.add(node(event));
        }
        return new Node.Sequence(place, elements);
    }

    private Node mapping(Place place, int start) throws SyntaxException {
        List<Node.Entry> entries = new ArrayList<>();
        Event event = events.next();
        for (; !(event instanceof MappingEndEvent); event = events.next()) {
            Node key = node(event);
            if (!(key instanceof Node.Scalar scalar)) {
                throw new SyntaxException(
                        key.place(), "must have text as key, but has a structure");
            }
            entries.add(new Node.Entry(scalar.text(), key.place(), node(events.next())));
        }
        return new Node.Mapping(place, entries, start, event.getEndMark().getIndex());
    }

    private static void refuseTag(Place place, @Nullable String tag) throws SyntaxException {
        if (tag != null) {
            throw new SyntaxException(place, "must not use tags, but has " + tag);
        }
    }

    private static Type type(ScalarEvent scalar) {
        if (!scalar.isPlain()) {
            return Type.TEXT;
        }
        String text = scalar.getValue();
        if (NULL.matcher(text).matches()) {
            return Type.NULL;
        }
        if (BOOLEAN.matcher(text).matches()) {
            return Type.BOOLEAN;
        }
        if (INTEGER.matcher(text).matches()) {
            return Type.INTEGER;
        }
        return DECIMAL.matcher(text).matches() ? Type.DECIMAL : Type.TEXT;
    }

    private static Place place(@Nullable Mark mark) {
        return mark == null ? Place.START : new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String firstLine(@Nullable String message) {
        if (message == null) {
            return "it cannot be parsed";
        }
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
