package io.fusewire.core.incident;

/**
 * What an agent's sessions were seen to do while its incident was open.
 *
 * @param lost foreign resources that were destroyed since it was decided
 * @param succeeded calls that succeeded, the losses' included
 * @param denied calls that were denied
 * @param lastLossMillis event time of the latest loss; 0 if there was none
 */
public record Aftermath(long lost, long succeeded, long denied, long lastLossMillis) {

    /** Nothing was seen. */
    public static final Aftermath NONE = new Aftermath(0, 0, 0, 0);

    Aftermath with(int moreLost, boolean isDenied, boolean isSuccess, long atMillis) {
        return new Aftermath(
                lost + moreLost,
                succeeded + (isSuccess ? 1 : 0),
                denied + (isDenied ? 1 : 0),
                moreLost > 0 ? Math.max(lastLossMillis, atMillis) : lastLossMillis);
    }
}
