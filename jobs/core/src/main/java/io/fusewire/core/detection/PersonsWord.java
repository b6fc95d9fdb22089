package io.fusewire.core.detection;

/**
 * What a person said that changed an agent's breaker.
 *
 * @param kind what was said
 * @param by who said it, as the signed message names the person
 */
public record PersonsWord(Command.Kind kind, String by) {

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
