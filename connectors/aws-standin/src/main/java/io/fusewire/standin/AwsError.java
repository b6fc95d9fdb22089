package io.fusewire.standin;

/** A request that is answered with an error, as IAM, STS and Organizations word them. */
final class AwsError extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final String reason;

    AwsError(int status, String code, String message) {
        this(status, code, message, "");
    }

    /**
     * @param reason in a word of the API's, which of the things that the code stands for it is;
     *     empty for none
     */
    AwsError(int status, String code, String message, String reason) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.reason = reason;
    }

    static AwsError noSuchEntity(String what) {
        return new AwsError(404, "NoSuchEntity", what + " cannot be found.");
    }

    static AwsError validation(String message) {
        return new AwsError(400, "ValidationError", message);
    }

    static AwsError malformed(String message) {
        return new AwsError(400, "MalformedPolicyDocument", message);
    }

    static AwsError limitExceeded(String message) {
        return new AwsError(409, "LimitExceeded", message);
    }

    static AwsError accessDenied(String message) {
        return new AwsError(403, "AccessDenied", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String reason() {
        return reason;
    }

    /** Whose fault it is, in the protocol's words. */
    String type() {
        return status >= 500 ? "Receiver" : "Sender";
    }
}
