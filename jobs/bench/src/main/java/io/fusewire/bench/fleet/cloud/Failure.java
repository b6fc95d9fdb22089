package io.fusewire.bench.fleet.cloud;

/** A way in which a call ends without effect. */
public enum Failure {
    DENIED,
    THROTTLED,
    IN_USE,
    NOT_FOUND,
    DRY_RUN;

    /** {@code errorCode} as the service spells it. */
    public String code(String service) {
        boolean ec2 = service.equals("ec2");
        return switch (this) {
            case DENIED ->
                    ec2
                            ? "Client.UnauthorizedOperation"
                            : service.equals("dynamodb") || service.equals("ecs")
                                    ? "AccessDeniedException"
                                    : "AccessDenied";
            case THROTTLED ->
                    ec2
                            ? "Client.RequestLimitExceeded"
                            : service.equals("s3") ? "SlowDown" : "ThrottlingException";
            case IN_USE ->
                    ec2
                            ? "Client.DependencyViolation"
                            : switch (service) {
                                case "s3" -> "BucketNotEmpty";
                                case "iam" -> "DeleteConflict";
                                case "rds" -> "InvalidDBInstanceStateFault";
                                default -> "ResourceInUseException";
                            };
            case NOT_FOUND -> ec2 ? "Client.InvalidParameterValue" : "ResourceNotFoundException";
            case DRY_RUN -> "Client.DryRunOperation";
        };
    }

    /** {@code errorMessage}. */
    public String message() {
        return switch (this) {
            case DENIED -> "You are not authorized to perform this operation.";
            case THROTTLED -> "Rate exceeded";
            case IN_USE -> "The resource has a dependent object or is in use.";
            case NOT_FOUND -> "The specified resource does not exist.";
            case DRY_RUN -> "Request would have succeeded, but DryRun flag is set.";
        };
    }
}
