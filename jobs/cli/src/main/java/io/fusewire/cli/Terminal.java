package io.fusewire.cli;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * What a person watches: lines, and on a terminal one more line that changes in place.
 *
 * <p>The launcher tells whether output and errors are terminals, because Java of this version
 * cannot. Safe for use by several threads.
 */
public final class Terminal {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean showsProgress;
    private boolean progressShown;

    private Terminal(PrintWriter out, PrintWriter err, boolean showsProgress) {
        this.out = out;
        this.err = err;
        this.showsProgress = showsProgress;
    }

    /** The terminal that the launcher was started on, if any. */
    static Terminal of(PrintWriter out, PrintWriter err) {
        return new Terminal(out, err, Boolean.getBoolean("fusewire.terminal.err"));
    }

    /** Prints a line at once. */
    public synchronized void line(String text) {
        clearProgress();
        out.println(text);
        out.flush();
    }

    public void line(String format, Object... values) {
        line(String.format(Locale.ROOT, format, values));
    }

    /** Shows how far a run is; only on a terminal, in place of what it said before. */
    public synchronized void progress(String text) {
        if (showsProgress) {
            err.print(CLEAR_LINE + text);
            err.flush();
            progressShown = true;
        }
    }

    /** Removes the progress line. */
    public synchronized void clearProgress() {
        if (progressShown) {
            err.print(CLEAR_LINE);
            err.flush();
            progressShown = false;
        }
    }

    /**
     * Text from a record, safe to print: callers choose names, and a terminal obeys control
     * characters.
     */
    public static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            if (Character.isISOControl(c)
                                    || Character.getType(c) == Character.FORMAT) {
                                plain.append(String.format(Locale.ROOT, "\\u%04x", c));
                            } else {
                                plain.appendCodePoint(c);
                            }
                        });
        return plain.toString();
    }

    /** Breaks a text into lines of at most {@code width} characters, each behind {@code indent}. */
    public static String wrapped(String text, String indent, int width) {
        StringBuilder wrapped = new StringBuilder();
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.split(" ")) {
            if (line.length() > indent.length() && line.length() + word.length() + 1 > width) {
                wrapped.append(line).append('\n');
                line = new StringBuilder(indent);
            }
            if (line.length() > indent.length()) {
                line.append(' ');
            }
            line.append(word);
        }
        return wrapped.append(line).toString();
    }
}
