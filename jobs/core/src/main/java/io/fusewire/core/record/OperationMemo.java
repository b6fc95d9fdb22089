package io.fusewire.core.record;

import io.fusewire.core.catalogue.Catalogue;
import io.fusewire.core.catalogue.Operation;

import org.jspecify.annotations.Nullable;

/**
 * Answers of the catalogue, found again by the very strings that asked: a reader gives a repeated
 * source or name as the same object, whose hash is known and which needs no comparing by character.
 *
 * <p>Direct-mapped and bounded; a stranger's strings cost one look-up in the catalogue. Not
 * thread-safe.
 */
final class OperationMemo {

    private static final int SLOTS = 2048;

    private final Catalogue catalogue;
    private final @Nullable String[] sources = new @Nullable String[SLOTS];
    private final @Nullable String[] names = new @Nullable String[SLOTS];
    private final @Nullable Operation[] answers = new @Nullable Operation[SLOTS];

    OperationMemo(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** What {@link Catalogue#find} answers. */
    @SuppressWarnings("ReferenceEquality")
    @Nullable Operation find(String source, String name) {
        int hash = 31 * source.hashCode() + name.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        if (sources[slot] == source && names[slot] == name) {
            return answers[slot];
        }
        Operation answer = catalogue.find(source, name);
        sources[slot] = source;
        names[slot] = name;
        answers[slot] = answer;
        return answer;
    }
}
