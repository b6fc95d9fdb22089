package io.fusewire.actions.aws;

import java.io.Serializable;

/**
 * A text that must not be seen.
 *
 * @param value for those who need it; {@link #toString} hides it
 */
public record Secret(String value) implements Serializable {

    @Override
    public String toString() {
        return "******";
    }
}
