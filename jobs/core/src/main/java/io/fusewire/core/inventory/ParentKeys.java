package io.fusewire.core.inventory;

import org.jspecify.annotations.Nullable;

/** The part of the resource key's grammar that the inventory needs. */
@FunctionalInterface
public interface ParentKeys {

    /**
     * Key of the resource that contains another one (an object's bucket); null if there is none.
     */
    @Nullable String parentOf(String key);
}
