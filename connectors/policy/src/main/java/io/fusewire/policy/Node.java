package io.fusewire.policy;

import java.util.List;

/** A value in a YAML or JSON text, and where it stands. */
sealed interface Node {

    /** Deepest accepted nesting: a policy needs four levels. */
    int DEPTH_LIMIT = 16;

    Place place();

    /** What it is, as a message says it. */
    String describe();

    /**
     * A mapping, its entries in the text's order, duplicates included.
     *
     * @param start offset of its first character in the text
     * @param end offset after its last one
     */
    record Mapping(Place place, List<Entry> entries, int start, int end) implements Node {
        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /** A key and its value. */
    record Entry(String key, Place place, Node value) {}

    /** A list. */
    record Sequence(Place place, List<Node> elements) implements Node {
        @Override
        public String describe() {
            return "a list";
        }
    }

    /** Anything else; {@code text} is as written, without quotes. */
    record Scalar(Place place, Type type, String text) implements Node {

        private static final int SHOWN_LIMIT = 60;

        enum Type {
            TEXT,
            INTEGER,
            DECIMAL,
            BOOLEAN,
            NULL
        }

        @Override
        public String describe() {
            return switch (type) {
                case TEXT -> "'" + shown() + "'";
                case INTEGER, DECIMAL -> "the number " + shown();
                case BOOLEAN -> "the boolean " + shown();
                case NULL -> "nothing";
            };
        }

        /** Cut, and without control characters: the text may be an adversary's. */
        private String shown() {
            String cut = text.length() > SHOWN_LIMIT ? text.substring(0, SHOWN_LIMIT) + "…" : text;
            StringBuilder shown = new StringBuilder();
            cut.chars().forEach(c -> shown.append(Character.isISOControl(c) ? '·' : (char) c));
            return shown.toString();
        }
    }
}
