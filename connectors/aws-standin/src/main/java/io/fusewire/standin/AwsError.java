package io.fusewire.standin;

/** A request that is answered with an error, as IAM and STS word them. */
final class AwsError extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    AwsError(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
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

    /** Whose fault it is, in the protocol's words. */
    String type() {
        return status >= 500 ? "Receiver" : "Sender";
    }
}
