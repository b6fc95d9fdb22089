package io.fusewire.actions.aws;

import io.fusewire.core.containment.CallFailure;

import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;

import java.time.Duration;
import java.util.function.Function;

/** The time that one write may take, and how its calls are made within it. */
final class Budget {

    private final long endNanos;
    private final Duration callTimeout;

    /** Begins now. */
    Budget(Duration total, Duration callTimeout) {
        this.endNanos = System.nanoTime() + total.toNanos();
        this.callTimeout = callTimeout;
    }

    /**
     * Makes a call that ends with the budget at the latest.
     *
     * @param operation for people: name and what it is about
     * @throws CallFailed if the time is over, in which case nothing was sent, or the call failed
     */
    <T> T call(String operation, Function<AwsRequestOverrideConfiguration, T> call)
            throws CallFailed {
        Duration left = Duration.ofNanos(endNanos - System.nanoTime());
        if (left.isNegative() || left.isZero()) {
            throw new CallFailed(
                    CallFailure.AGAIN,
                    "The time for this write was over before " + operation + ".");
        }
        Duration timeout = left.compareTo(callTimeout) < 0 ? left : callTimeout;
        try {
            return call.apply(
                    AwsRequestOverrideConfiguration.builder().apiCallTimeout(timeout).build());
        } catch (SdkException e) {
            throw CallFailed.of(operation, e);
        }
    }
}
