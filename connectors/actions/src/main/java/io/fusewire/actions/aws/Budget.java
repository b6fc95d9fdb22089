package io.fusewire.actions.aws;

import io.fusewire.core.containment.CallFailure;
import io.fusewire.core.containment.CallMade;

import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The time that one write may take, and how its calls are made within it. */
final class Budget {

    private final long endNanos;
    private final Duration callTimeout;
    private final Clock clock;
    private final List<CallMade> calls = new ArrayList<>();

    /** Begins now. */
    Budget(Duration total, Duration callTimeout, Clock clock) {
        this.endNanos = System.nanoTime() + total.toNanos();
        this.callTimeout = callTimeout;
        this.clock = clock;
    }

    /** What was called so far, and how it was answered: names only, never what was sent. */
    List<CallMade> calls() {
        return List.copyOf(calls);
    }

    /** Makes a call of IAM. */
    <T> T call(String operation, Function<AwsRequestOverrideConfiguration, T> call)
            throws CallFailed {
        return call("iam", operation, call);
    }

    /**
     * Makes a call that ends with the budget at the latest.
     *
     * @param service {@code iam}
     * @param operation for people: {@code NAME on WHAT}
     * @throws CallFailed if the time is over, in which case nothing was sent, or the call failed
     */
    <T> T call(String service, String operation, Function<AwsRequestOverrideConfiguration, T> call)
            throws CallFailed {
        Duration left = Duration.ofNanos(endNanos - System.nanoTime());
        if (left.isNegative() || left.isZero()) {
            throw new CallFailed(
                    CallFailure.AGAIN,
                    "The time for this write was over before " + operation + ".");
        }
        Duration timeout = left.compareTo(callTimeout) < 0 ? left : callTimeout;
        try {
            T answer =
                    call.apply(
                            AwsRequestOverrideConfiguration.builder()
                                    .apiCallTimeout(timeout)
                                    .build());
            made(service, operation, "OK");
            return answer;
        } catch (SdkException e) {
            made(service, operation, CallFailed.answer(e));
            throw CallFailed.of(operation, e);
        }
    }

    private void made(String service, String operation, String answer) {
        if (calls.size() < CallMade.KEPT_MAX) {
            int on = operation.indexOf(" on ");
            calls.add(
                    new CallMade(
                            service,
                            on < 0 ? operation : operation.substring(0, on),
                            on < 0 ? "" : operation.substring(on + " on ".length()),
                            clock.millis(),
                            answer));
        }
    }
}
