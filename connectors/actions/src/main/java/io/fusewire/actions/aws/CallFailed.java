package io.fusewire.actions.aws;

import io.fusewire.core.containment.CallFailure;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** A call that did not do what it was made for; the message is a sentence without secrets. */
final class CallFailed extends Exception {

    private static final long serialVersionUID = 1;

    private final CallFailure failure;

    CallFailed(CallFailure failure, String message) {
        super(message, null, false, false);
        this.failure = failure;
    }

    /** An answer that is none: it lacks what it must have, or is of something else. */
    static CallFailed unusable(String operation, String what) {
        return new CallFailed(
                CallFailure.AGAIN, "AWS answered " + operation + " with " + what + ".");
    }

    /**
     * The SDK's own texts are left out: they quote what was sent, and paths and parts of
     * configuration of this machine.
     */
    static CallFailed of(String operation, SdkException e) {
        if (e instanceof AwsServiceException answered) {
            String code = code(answered);
            return new CallFailed(
                    CallFailure.of(answered.statusCode(), code),
                    "AWS answered %s with %s (HTTP %d, request %s)."
                            .formatted(
                                    operation,
                                    code.isEmpty() ? "an error without a code" : code,
                                    answered.statusCode(),
                                    answered.requestId()));
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new CallFailed(
                CallFailure.AGAIN,
                "AWS gave no usable answer to %s (%s)."
                        .formatted(operation, cause.getClass().getSimpleName()));
    }

    private static String code(AwsServiceException e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
                ? ""
                : e.awsErrorDetails().errorCode();
    }

    /** The answer in a word or two, for a record. */
    static String answer(SdkException e) {
        if (e instanceof AwsServiceException answered) {
            return (code(answered) + " HTTP " + answered.statusCode()).trim();
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return "no answer (" + cause.getClass().getSimpleName() + ")";
    }

    CallFailure failure() {
        return failure;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
