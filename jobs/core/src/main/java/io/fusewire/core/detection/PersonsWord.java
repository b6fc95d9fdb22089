package io.fusewire.core.detection;

import org.jspecify.annotations.Nullable;

/**
 * What a person said that changed an agent's breaker, or settled an alert, whose breaker never
 * opened.
 *
 * @param kind what was said
 * @param by who said it, as the signed message names the person
 * @param judged of a verdict: the decision that it judges; else null
 */
public record PersonsWord(Command.Kind kind, String by, @Nullable String judged) {

    /** What that person did, to be read after the name; without a stop. */
    public String deed() {
        return switch (kind) {
            case LEGITIMATE -> "reset the breaker with the verdict legitimate";
            case HARM -> "reset the breaker with the verdict harm";
            case HOLD -> "holds the breaker open";
            case RELEASE -> "released the breaker";
            case CLOSE -> "ended the probation";
            case DISABLE -> "switched the breaker off";
            case ENABLE -> "switched the breaker on again";
        };
    }
}
