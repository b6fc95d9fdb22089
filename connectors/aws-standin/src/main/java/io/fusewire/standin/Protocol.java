package io.fusewire.standin;

import java.util.Map;

/** How requests and answers are written, and what a service that speaks so calls its errors. */
enum Protocol {
    /** Of IAM and STS: forms, answered with XML. */
    QUERY("text/xml") {
        @Override
        String answer(String service, String operation, String result, String requestId) {
            return Xml.answer(namespace(service), operation, result, requestId);
        }

        @Override
        String error(String service, AwsError error, String requestId) {
            return Xml.error(namespace(service), error, requestId);
        }

        @Override
        int status(AwsError error) {
            return error.status();
        }

        @Override
        AwsError throttled() {
            return new AwsError(400, "Throttling", "Rate exceeded");
        }

        @Override
        AwsError beingChanged() {
            return new AwsError(
                    409,
                    "EntityTemporarilyUnmodifiable",
                    "The entity is being changed by another request.");
        }

        @Override
        AwsError failure() {
            return new AwsError(500, "ServiceFailure", "Internal failure");
        }
    },
    /** Of Organizations: JSON, version 1.1, with the operation in a header. */
    JSON("application/x-amz-json-1.1") {
        @Override
        String answer(String service, String operation, String result, String requestId) {
            return result.isEmpty() ? "{}" : result;
        }

        @Override
        String error(String service, AwsError error, String requestId) {
            return Json.error(
                    IN_JSON.getOrDefault(error.code(), error.code()),
                    String.valueOf(error.getMessage()),
                    error.reason());
        }

        /** Whatever the request did wrong has one status. */
        @Override
        int status(AwsError error) {
            return error.status() < 500 ? 400 : error.status();
        }

        @Override
        AwsError throttled() {
            return new AwsError(
                    400, "TooManyRequestsException", "You have sent too many requests.");
        }

        @Override
        AwsError beingChanged() {
            return new AwsError(
                    400,
                    "ConcurrentModificationException",
                    "The target of the operation is currently being modified by a different request.");
        }

        @Override
        AwsError failure() {
            return new AwsError(400, "ServiceException", "Internal failure. Try again later.");
        }
    };

    /** Errors of every service, as services that speak JSON call them. */
    private static final Map<String, String> IN_JSON =
            Map.of(
                    "AccessDenied", "AccessDeniedException",
                    "ExpiredToken", "ExpiredTokenException",
                    "InvalidAction", "UnknownOperationException",
                    "InvalidClientTokenId", "UnrecognizedClientException",
                    "MalformedPolicyDocument", "MalformedPolicyDocumentException",
                    "MissingAuthenticationToken", "MissingAuthenticationTokenException",
                    "ServiceUnavailable", "ServiceUnavailableException",
                    "ValidationError", "InvalidInputException");

    private static final String IAM_NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/";
    private static final String STS_NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

    private final String contentType;

    Protocol(String contentType) {
        this.contentType = contentType;
    }

    private static String namespace(String service) {
        return service.equals("sts") ? STS_NAMESPACE : IAM_NAMESPACE;
    }

    String contentType() {
        return contentType;
    }

    /**
     * An answer.
     *
     * @param result what the operation has to say, in this protocol; empty for nothing
     */
    abstract String answer(String service, String operation, String result, String requestId);

    abstract String error(String service, AwsError error, String requestId);

    /** The HTTP status of an error. */
    abstract int status(AwsError error);

    /** Too many requests. */
    abstract AwsError throttled();

    /** What is to be changed is being changed. */
    abstract AwsError beingChanged();

    /** The service's own failure. */
    abstract AwsError failure();
}
