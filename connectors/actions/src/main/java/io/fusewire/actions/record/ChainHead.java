package io.fusewire.actions.record;

import org.jspecify.annotations.Nullable;

/**
 * The latest record of a chain.
 *
 * @param sequence its number, from 1; 0 before the first
 * @param hash its hash; null before the first
 */
public record ChainHead(long sequence, @Nullable String hash) {

    /** Before the first record. */
    public static final ChainHead START = new ChainHead(0, null);
}
