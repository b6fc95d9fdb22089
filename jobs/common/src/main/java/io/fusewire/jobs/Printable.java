package io.fusewire.jobs;

import java.util.Locale;

/** Text from outside, fit for a log. */
public final class Printable {

    /** Longest text in one place of a log line. */
    public static final int CHARS_MAX = 2_000;

    private Printable() {}

    /**
     * A text on one line, cut if it is long. Session names, ids and messages are chosen by whoever
     * calls: they must not forge log lines, nor hide in what a terminal or a viewer obeys.
     */
    public static String of(String text) {
        StringBuilder printable = new StringBuilder(Math.min(text.length(), CHARS_MAX));
        int at = 0;
        while (at < text.length() && printable.length() < CHARS_MAX) {
            int c = text.codePointAt(at);
            if (isPlain(c)) {
                printable.appendCodePoint(c);
            } else {
                printable.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
            at += Character.charCount(c);
        }
        return at < text.length() ? printable.append('…').toString() : printable.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE ->
                    false;
            default -> true;
        };
    }
}
