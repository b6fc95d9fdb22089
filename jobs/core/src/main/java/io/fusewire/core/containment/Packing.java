package io.fusewire.core.containment;

import java.util.List;

/**
 * How a target's entries fit into its policy.
 *
 * @param document to be written, unless the level is {@link Level#TOO_LARGE}
 * @param level how exactly it says what the entries ask for
 * @param unnamed entries that the document covers only by a wider deny
 */
public record Packing(DenyDocument document, Level level, List<DenyEntry> unnamed) {

    public Packing {
        unnamed = List.copyOf(unnamed);
    }

    /** How exactly a document says what its entries ask for. */
    public enum Level {
        /** Every entry by name, and nothing else. */
        EXACT,
        /**
         * Not all entries fit: a wider deny of the same role or user covers all of them, and hits
         * others. Entries that still fit are named beside it.
         */
        WIDENED,
        /**
         * Not even the wider deny fits beside what others have written: writing it would be
         * refused. What was written before stays in force, and a person has to make room.
         */
        TOO_LARGE
    }
}
