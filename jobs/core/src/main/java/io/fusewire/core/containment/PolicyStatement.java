package io.fusewire.core.containment;

import org.jspecify.annotations.Nullable;

/**
 * A statement of a policy as it was read back.
 *
 * @param sid its id; null if it has none
 * @param meaning a text that is equal for statements that mean the same, however they are written
 * @param json the statement as JSON without white space
 */
public record PolicyStatement(@Nullable String sid, String meaning, String json) {

    boolean isOurs() {
        return sid != null && sid.startsWith(DenyStatement.SID_PREFIX);
    }
}
