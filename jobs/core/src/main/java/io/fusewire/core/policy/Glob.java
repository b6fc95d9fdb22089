package io.fusewire.core.policy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern in which {@code *} stands for any characters or none; everything else stands for
 * itself, case and all.
 *
 * <p>The text is cut at the stars when the pattern is made, and every piece gets its failure table
 * (Knuth, Morris and Pratt), because patterns meet text that an adversary chose: a match takes time
 * linear in the text's length, whatever the pattern, and allocates nothing.
 */
public final class Glob {

    /** Longest accepted pattern, in characters: IAM's own limit of an ARN. */
    public static final int LENGTH_LIMIT = 2048;

    private final String pattern;
    private final String prefix;
    private final String suffix;
    private final boolean hasStar;
    private final List<Piece> middle;

    private Glob(
            String pattern, String prefix, String suffix, boolean hasStar, List<Piece> middle) {
        this.pattern = pattern;
        this.prefix = prefix;
        this.suffix = suffix;
        this.hasStar = hasStar;
        this.middle = middle;
    }

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException if {@link #problemOf} has something to say about it
     */
    public static Glob compile(String pattern) {
        String problem = problemOf(pattern);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        int first = pattern.indexOf('*');
        if (first < 0) {
            return new Glob(pattern, pattern, "", false, List.of());
        }
        int last = pattern.lastIndexOf('*');
        List<Piece> middle = new ArrayList<>();
        int start = first + 1;
        for (int star = pattern.indexOf('*', start);
                star >= 0;
                star = pattern.indexOf('*', start)) {
            if (star > start) {
                middle.add(new Piece(pattern.substring(start, star)));
            }
            start = star + 1;
        }
        return new Glob(
                pattern,
                pattern.substring(0, first),
                pattern.substring(last + 1),
                true,
                List.copyOf(middle));
    }

    /** The rule that a pattern breaks and its value, or null if it is a good one. */
    public static @Nullable String problemOf(String pattern) {
        if (pattern.isBlank()) {
            return "must not be empty";
        }
        if (pattern.length() > LENGTH_LIMIT) {
            return "must have at most " + LENGTH_LIMIT + " characters, but has " + pattern.length();
        }
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '?') {
                return "must not hold ?: the only wildcard is *";
            }
            if (Character.isISOControl(c)) {
                return "must not hold control characters, but has one at position " + (i + 1);
            }
        }
        return null;
    }

    /** Whether the whole of {@code text} fits; an absent text never does. */
    public boolean matches(@Nullable String text) {
        if (text == null) {
            return false;
        }
        if (!hasStar) {
            return text.equals(prefix);
        }
        int end = text.length() - suffix.length();
        if (end < prefix.length() || !text.startsWith(prefix) || !text.endsWith(suffix)) {
            return false;
        }
        int position = prefix.length();
        for (int i = 0; i < middle.size(); i++) {
            position = middle.get(i).endOfFirst(text, position, end);
            if (position < 0) {
                return false;
            }
        }
        return true;
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return pattern;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Glob glob && pattern.equals(glob.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    /** Literal text between two stars. */
    private static final class Piece {
        private final String text;

        /** For each length of a partial match, the next shorter one to try. */
        private final int[] fallback;

        Piece(String text) {
            this.text = text;
            this.fallback = new int[text.length()];
            int matched = 0;
            for (int i = 1; i < text.length(); i++) {
                while (matched > 0 && text.charAt(i) != text.charAt(matched)) {
                    matched = fallback[matched - 1];
                }
                if (text.charAt(i) == text.charAt(matched)) {
                    matched++;
                }
                fallback[i] = matched;
            }
        }

        /** Where the first occurrence within [from, to) ends, or -1. */
        int endOfFirst(String where, int from, int to) {
            int matched = 0;
            for (int i = from; i < to; i++) {
                char c = where.charAt(i);
                while (matched > 0 && c != text.charAt(matched)) {
                    matched = fallback[matched - 1];
                }
                if (c == text.charAt(matched)) {
                    matched++;
                }
                if (matched == text.length()) {
                    return i + 1;
                }
            }
            return -1;
        }
    }
}
