package io.fusewire.core.containment;

import static io.fusewire.core.containment.OutcomeState.FAILED;
import static io.fusewire.core.containment.OutcomeState.LIFTED;
import static io.fusewire.core.containment.OutcomeState.PROVEN;
import static io.fusewire.core.containment.OutcomeState.REQUESTED;
import static io.fusewire.core.containment.OutcomeState.UNPROVEN;
import static io.fusewire.core.containment.OutcomeState.UNREVOCABLE;
import static io.fusewire.core.containment.OutcomeState.WRITTEN;

import io.fusewire.core.containment.OutcomeStep.Consequence;

/**
 * The transition table of one containment.
 *
 * <table>
 * <caption>next state and consequence; a dash is a refusal</caption>
 * <tr><th>input</th><th>REQUESTED</th><th>WRITTEN</th><th>PROVEN</th><th>UNPROVEN</th><th>FAILED</th>
 *     <th>UNREVOCABLE</th><th>LIFTED</th></tr>
 * <tr><td>NO_MEASURE</td><td>UNREVOCABLE, page</td><td>-</td><td>-</td><td>-</td><td>-</td><td>stays</td>
 *     <td>-</td></tr>
 * <tr><td>WRITE_CONFIRMED</td><td>WRITTEN</td><td>stays</td><td>stays</td><td>stays</td><td>WRITTEN</td>
 *     <td>-</td><td>-</td></tr>
 * <tr><td>WRITE_REFUSED</td><td>FAILED, escalate</td><td>stays</td><td>stays</td><td>stays</td><td>stays</td>
 *     <td>-</td><td>-</td></tr>
 * <tr><td>DRIFT_SEEN</td><td>stays</td><td>REQUESTED, write</td><td>REQUESTED, write</td>
 *     <td>REQUESTED, write</td><td>stays, write</td><td>-</td><td>-</td></tr>
 * <tr><td>DENY_SEEN</td><td>stays</td><td>PROVEN</td><td>stays</td><td>PROVEN</td><td>stays</td><td>stays</td>
 *     <td>stays</td></tr>
 * <tr><td>SUCCESS_WITHIN_ALLOWANCE</td><td>stays</td><td>stays</td><td>stays</td><td>stays</td><td>stays</td>
 *     <td>stays</td><td>stays</td></tr>
 * <tr><td>SUCCESS_AFTER_ALLOWANCE</td><td>stays</td><td>FAILED, escalate</td><td>FAILED, escalate</td>
 *     <td>FAILED, escalate</td><td>stays</td><td>stays</td><td>stays</td></tr>
 * <tr><td>SILENCE</td><td>stays</td><td>UNPROVEN, page</td><td>stays</td><td>stays</td><td>stays</td>
 *     <td>stays</td><td>stays</td></tr>
 * <tr><td>LIFT_CONFIRMED</td><td>LIFTED</td><td>LIFTED</td><td>LIFTED</td><td>LIFTED</td><td>LIFTED</td>
 *     <td>LIFTED</td><td>stays</td></tr>
 * </table>
 *
 * <p>Nothing but a denied call makes PROVEN, and no time does. What was PROVEN fails when the
 * session works again, because somebody may have taken the deny away. A refused write fails only a
 * containment that was not written: a later one on the same target leaves the earlier document in
 * force. A FAILED one starts again with the next write that is confirmed, which is a wider measure
 * or a repair; until then later denies do not make up for the success that was seen.
 */
public final class OutcomeTable {

    private OutcomeTable() {}

    /**
     * What {@code input} does to a containment in {@code state}. Total: every pair has an answer.
     */
    public static OutcomeStep step(OutcomeState state, OutcomeInput input) {
        return switch (input) {
            case NO_MEASURE ->
                    switch (state) {
                        case REQUESTED -> new OutcomeStep(UNREVOCABLE, Consequence.PAGE);
                        case UNREVOCABLE -> stay(state);
                        case WRITTEN, PROVEN, UNPROVEN, FAILED, LIFTED -> refuse(state);
                    };
            case WRITE_CONFIRMED ->
                    switch (state) {
                        case REQUESTED, FAILED -> stay(WRITTEN);
                        case WRITTEN, PROVEN, UNPROVEN -> stay(state);
                        case UNREVOCABLE, LIFTED -> refuse(state);
                    };
            case WRITE_REFUSED ->
                    switch (state) {
                        case REQUESTED -> new OutcomeStep(FAILED, Consequence.ESCALATE);
                        case WRITTEN, PROVEN, UNPROVEN, FAILED -> stay(state);
                        case UNREVOCABLE, LIFTED -> refuse(state);
                    };
            case DRIFT_SEEN ->
                    switch (state) {
                        case REQUESTED -> stay(state);
                        case WRITTEN, PROVEN, UNPROVEN ->
                                new OutcomeStep(REQUESTED, Consequence.WRITE);
                        case FAILED -> new OutcomeStep(FAILED, Consequence.WRITE);
                        case UNREVOCABLE, LIFTED -> refuse(state);
                    };
            case DENY_SEEN ->
                    switch (state) {
                        case WRITTEN, UNPROVEN -> stay(PROVEN);
                        case REQUESTED, PROVEN, FAILED, UNREVOCABLE, LIFTED -> stay(state);
                    };
            case SUCCESS_WITHIN_ALLOWANCE -> stay(state);
            case SUCCESS_AFTER_ALLOWANCE ->
                    switch (state) {
                        case WRITTEN, PROVEN, UNPROVEN ->
                                new OutcomeStep(FAILED, Consequence.ESCALATE);
                        case REQUESTED, FAILED, UNREVOCABLE, LIFTED -> stay(state);
                    };
            case SILENCE ->
                    switch (state) {
                        case WRITTEN -> new OutcomeStep(UNPROVEN, Consequence.PAGE);
                        case REQUESTED, PROVEN, UNPROVEN, FAILED, UNREVOCABLE, LIFTED ->
                                stay(state);
                    };
            case LIFT_CONFIRMED -> stay(LIFTED);
        };
    }

    private static OutcomeStep stay(OutcomeState state) {
        return new OutcomeStep(state, Consequence.NONE);
    }

    private static OutcomeStep refuse(OutcomeState state) {
        return new OutcomeStep(state, Consequence.REFUSED);
    }
}
