package io.fusewire.core.breaker;

import static io.fusewire.core.breaker.BreakerState.CLOSED;
import static io.fusewire.core.breaker.BreakerState.DISABLED;
import static io.fusewire.core.breaker.BreakerState.FORCED_OPEN;
import static io.fusewire.core.breaker.BreakerState.HALF_OPEN;
import static io.fusewire.core.breaker.BreakerState.OPEN;

import io.fusewire.core.breaker.BreakerStep.Consequence;

/**
 * The transition table of an agent's circuit breaker.
 *
 * <table>
 * <caption>next state and consequence; a dash is a refusal</caption>
 * <tr><th>input</th><th>CLOSED</th><th>OPEN</th><th>HALF_OPEN</th><th>FORCED_OPEN</th><th>DISABLED</th></tr>
 * <tr><td>VIOLATION</td><td>OPEN, contain</td><td>stays</td><td>OPEN, contain</td><td>stays</td><td>stays</td></tr>
 * <tr><td>RESET</td><td>-</td><td>CLOSED, lift</td><td>CLOSED, lift</td><td>-</td><td>-</td></tr>
 * <tr><td>RESET_TO_PROBATION</td><td>-</td><td>HALF_OPEN, probation</td><td>-</td><td>-</td><td>-</td></tr>
 * <tr><td>HOLD</td><td>FORCED_OPEN, contain</td><td>FORCED_OPEN</td><td>FORCED_OPEN, contain</td><td>-</td>
 *     <td>FORCED_OPEN, contain</td></tr>
 * <tr><td>RELEASE</td><td>-</td><td>-</td><td>-</td><td>HALF_OPEN, probation</td><td>-</td></tr>
 * <tr><td>DISABLE</td><td>DISABLED</td><td>-</td><td>DISABLED, lift</td><td>-</td><td>-</td></tr>
 * <tr><td>ENABLE</td><td>-</td><td>-</td><td>-</td><td>-</td><td>CLOSED</td></tr>
 * <tr><td>SHADOW_INCIDENT_OVER</td><td>stays</td><td>CLOSED</td><td>stays</td><td>stays</td><td>stays</td></tr>
 * </table>
 *
 * <p>No timer leads out of OPEN. A hold outranks a reset: it must be released first, and a release
 * leads to probation, because a breaker that was held may have been open before. An open breaker
 * cannot be disabled: that would lift a containment without a verdict.
 */
public final class Breaker {

    private Breaker() {}

    /** What {@code input} does to a breaker in {@code state}. Total: every pair has an answer. */
    public static BreakerStep step(BreakerState state, BreakerInput input) {
        return switch (input) {
            case VIOLATION ->
                    switch (state) {
                        case CLOSED, HALF_OPEN -> to(OPEN, Consequence.CONTAIN);
                        case OPEN, FORCED_OPEN, DISABLED -> stay(state);
                    };
            case RESET ->
                    switch (state) {
                        case OPEN, HALF_OPEN -> to(CLOSED, Consequence.LIFT);
                        case CLOSED, FORCED_OPEN, DISABLED -> refuse(state);
                    };
            case RESET_TO_PROBATION ->
                    switch (state) {
                        case OPEN -> to(HALF_OPEN, Consequence.PROBATION);
                        case CLOSED, HALF_OPEN, FORCED_OPEN, DISABLED -> refuse(state);
                    };
            case HOLD ->
                    switch (state) {
                        case CLOSED, HALF_OPEN, DISABLED -> to(FORCED_OPEN, Consequence.CONTAIN);
                        case OPEN -> to(FORCED_OPEN, Consequence.NONE);
                        case FORCED_OPEN -> refuse(state);
                    };
            case RELEASE ->
                    switch (state) {
                        case FORCED_OPEN -> to(HALF_OPEN, Consequence.PROBATION);
                        case CLOSED, OPEN, HALF_OPEN, DISABLED -> refuse(state);
                    };
            case DISABLE ->
                    switch (state) {
                        case CLOSED -> to(DISABLED, Consequence.NONE);
                        case HALF_OPEN -> to(DISABLED, Consequence.LIFT);
                        case OPEN, FORCED_OPEN, DISABLED -> refuse(state);
                    };
            case ENABLE ->
                    switch (state) {
                        case DISABLED -> to(CLOSED, Consequence.NONE);
                        case CLOSED, OPEN, HALF_OPEN, FORCED_OPEN -> refuse(state);
                    };
            case SHADOW_INCIDENT_OVER ->
                    switch (state) {
                        case OPEN -> to(CLOSED, Consequence.NONE);
                        case CLOSED, HALF_OPEN, FORCED_OPEN, DISABLED -> stay(state);
                    };
        };
    }

    private static BreakerStep to(BreakerState next, Consequence consequence) {
        return new BreakerStep(next, consequence);
    }

    private static BreakerStep stay(BreakerState state) {
        return new BreakerStep(state, Consequence.NONE);
    }

    private static BreakerStep refuse(BreakerState state) {
        return new BreakerStep(state, Consequence.REFUSED);
    }
}
