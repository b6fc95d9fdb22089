package io.fusewire.cli.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Writes HTML and inline SVG, element by element; text and attribute values are always escaped.
 *
 * <p>Characters that would hide or reorder what a person reads (controls, bidirectional overrides)
 * are shown by their code instead.
 */
final class Html {

    private final StringBuilder page = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** Starts a document. */
    static Html document() {
        Html html = new Html();
        html.page.append("<!doctype html>\n");
        return html;
    }

    /**
     * Opens an element.
     *
     * @param namesAndValues attributes: name, value, name, value …
     */
    Html open(String element, String... namesAndValues) {
        start(element, namesAndValues);
        page.append('>');
        open.push(element);
        return this;
    }

    /** An element without content. */
    Html empty(String element, String... namesAndValues) {
        start(element, namesAndValues);
        // Inside SVG an element must be closed, and HTML's void elements tolerate the slash.
        page.append("/>");
        return this;
    }

    /** An element with nothing but text in it. */
    Html element(String element, String text, String... namesAndValues) {
        return open(element, namesAndValues).text(text).close();
    }

    /** Text, escaped. */
    Html text(String text) {
        escape(text);
        return this;
    }

    /** Closes the element that was opened last. */
    Html close() {
        page.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** The style sheet of the page: ours, never a record's. */
    Html style(String css) {
        page.append("<style>").append(css).append("</style>\n");
        return this;
    }

    private void start(String element, String... namesAndValues) {
        page.append('<').append(element);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            page.append(' ').append(namesAndValues[i]).append("=\"");
            escape(namesAndValues[i + 1]);
            page.append('"');
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                default -> appendVisibly(text, i, c);
            }
        }
    }

    private void appendVisibly(String text, int i, char c) {
        boolean loneSurrogate =
                (Character.isHighSurrogate(c)
                                && !(i + 1 < text.length()
                                        && Character.isLowSurrogate(text.charAt(i + 1))))
                        || (Character.isLowSurrogate(c)
                                && !(i > 0 && Character.isHighSurrogate(text.charAt(i - 1))));
        int type = Character.getType(c);
        if (Character.isISOControl(c) || type == Character.FORMAT || loneSurrogate) {
            page.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
            page.append(c);
        }
    }

    /** The page, if every element is closed. */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("every element must be closed, but open are " + open);
        }
        return page.toString();
    }
}
