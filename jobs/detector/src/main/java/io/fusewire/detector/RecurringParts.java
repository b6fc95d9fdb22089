package io.fusewire.detector;

import io.fusewire.core.event.AuditEvent;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * What the next record may share with those before it, so that it need not be written and read
 * again: the event before, for most of what two calls of one session say of their caller is the
 * same, and texts by their place. Texts in lists have places of their own, for a list that is
 * longer must not shift what comes after it.
 *
 * <p>Not thread-safe.
 */
final class RecurringParts {

    private final Places single = new Places();
    private final Places listed = new Places();
    private @Nullable AuditEvent event;

    /** Of texts outside lists: nearly all of them each record has. */
    Places single() {
        return single;
    }

    /** Of texts in lists. */
    Places listed() {
        return listed;
    }

    /** The latest event; null if there was none. */
    @Nullable AuditEvent event() {
        return event;
    }

    void event(AuditEvent latest) {
        event = latest;
    }

    /** Turns to the first places of the next record. */
    void begin() {
        single.next = 0;
        listed.next = 0;
    }

    /** Forgets all: the next record is a first one. */
    void clear() {
        event = null;
        single.clear();
        listed.clear();
    }

    /** Places that follow one another. */
    @SuppressWarnings("NullAway") // A place that no record had text in yet is null.
    static final class Places {

        private static final int USUAL = 32;

        private @Nullable String[] texts = new String[USUAL];
        private int next;

        /** Takes the text of the next place, and tells whether the place had it before. */
        boolean recurs(@Nullable String text) {
            if (next == texts.length) {
                texts = Arrays.copyOf(texts, 2 * next);
            }
            int here = next++;
            if (text == null) {
                return false;
            }
            if (text.equals(texts[here])) {
                return true;
            }
            texts[here] = text;
            return false;
        }

        /** The text that the next place had before, or null; the place stays the next. */
        @Nullable String before() {
            return next < texts.length ? texts[next] : null;
        }

        /** Takes the text that the next place had before. */
        String again() {
            return texts[next++];
        }

        private void clear() {
            Arrays.fill(texts, null);
        }
    }
}
