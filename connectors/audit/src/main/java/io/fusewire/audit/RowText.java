package io.fusewire.audit;

/**
 * The notation in which SQL engines print a row or a map, {@code {type=IAMUser, accountid=1,
 * list=[a, b]}}, turned into JSON.
 *
 * <p>The notation quotes nothing, so a value that itself contains a comma and an equals sign cannot
 * be told from two fields. A comma ends a field's value only if what follows reads {@code name=},
 * and always ends an element of a list; that is right for ids, ARNs, names and dates, and
 * approximate for free text.
 */
final class RowText {

    private final String text;
    private final int nestingMax;
    private final StringBuilder json = new StringBuilder();
    private int at;

    private RowText(String text, int nestingMax) {
        this.text = text;
        this.nestingMax = nestingMax;
    }

    /**
     * The JSON of such a text.
     *
     * @throws IllegalArgumentException if the text is not in this notation
     */
    static String toJson(String text, int nestingMax) {
        RowText row = new RowText(text.strip(), nestingMax);
        row.value(0, false);
        if (row.at != row.text.length()) {
            throw row.broken("must end with its outer brace");
        }
        return row.json.toString();
    }

    private IllegalArgumentException broken(String rule) {
        return new IllegalArgumentException("row text " + rule + " (character " + at + ")");
    }

    private void value(int depth, boolean element) {
        if (depth > nestingMax) {
            throw broken("must nest at most " + nestingMax + " deep");
        }
        char first = at < text.length() ? text.charAt(at) : ' ';
        if (first == '{') {
            object(depth);
        } else if (first == '[') {
            array(depth);
        } else {
            scalar(element);
        }
    }

    private void object(int depth) {
        json.append('{');
        at++;
        skipSpace();
        boolean first = true;
        while (!closes('}')) {
            if (!first) {
                separator();
            }
            first = false;
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                throw broken("must have name=value in braces");
            }
            quoted(text.substring(at, equals).strip());
            json.append(':');
            at = equals + 1;
            value(depth + 1, false);
            skipSpace();
        }
        json.append('}');
    }

    private void array(int depth) {
        json.append('[');
        at++;
        skipSpace();
        boolean first = true;
        while (!closes(']')) {
            if (!first) {
                separator();
            }
            first = false;
            value(depth + 1, true);
            skipSpace();
        }
        json.append(']');
    }

    private boolean closes(char bracket) {
        if (at >= text.length()) {
            throw broken("must close what it opens");
        }
        if (text.charAt(at) == bracket) {
            at++;
            return true;
        }
        return false;
    }

    private void separator() {
        if (text.charAt(at) != ',') {
            throw broken("must separate by commas");
        }
        json.append(',');
        at++;
        skipSpace();
    }

    private void scalar(boolean element) {
        int start = at;
        while (at < text.length() && !endsScalar(element)) {
            at++;
        }
        String value = text.substring(start, at).strip();
        if (value.equals("null") || value.equals("true") || value.equals("false")) {
            json.append(value);
        } else {
            quoted(value);
        }
    }

    private boolean endsScalar(boolean element) {
        char c = text.charAt(at);
        return c == '}' || c == ']' || (c == ',' && (element || nameFollows()));
    }

    private boolean nameFollows() {
        int next = at + 1;
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        int start = next;
        while (next < text.length() && isNamePart(text.charAt(next))) {
            next++;
        }
        return next > start && next < text.length() && text.charAt(next) == '=';
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == ':';
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void quoted(String value) {
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
