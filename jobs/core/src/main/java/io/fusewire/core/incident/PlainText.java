package io.fusewire.core.incident;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Texts that somebody else chose, fit to be read by a person and to be copied into a shell. Session
 * names, ids and tags are the caller's: an agent can write into them what it wants the person on
 * call to do.
 */
final class PlainText {

    /** What may stand in single quotes in a shell and means nothing there. */
    private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z0-9_+=,.@:/#-]{1,512}");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private PlainText() {}

    /** On one line, without what a terminal or a viewer obeys, cut if it is long. */
    static String line(String text, int charactersMax) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), charactersMax));
        int at = 0;
        while (at < text.length() && line.length() < charactersMax) {
            int c = text.codePointAt(at);
            if (isPlain(c)) {
                line.appendCodePoint(c);
            } else {
                line.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
            at += Character.charCount(c);
        }
        if (at == text.length() && line.length() <= charactersMax) {
            return line.toString();
        }
        int end = Math.max(0, charactersMax - 1);
        boolean isSplit = end > 0 && Character.isHighSurrogate(line.charAt(end - 1));
        line.setLength(isSplit ? end - 1 : end);
        return line.append('…').toString();
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

    /** As an argument of a command; what would mean more than itself is left as a word. */
    static String argument(String text, String otherwise) {
        return ARGUMENT.matcher(text).matches() ? "'" + text + "'" : otherwise;
    }

    /** A decision's id as an argument. */
    static String id(String text, String otherwise) {
        return ID.matcher(text).matches() ? text : otherwise;
    }
}
