package io.fusewire.actions.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Calls Organizations, one attempt each, in AWS' JSON protocol, version 1.1.
 *
 * <p>The SDK's own module for it could not be had in the SDK's version; signer, credentials, HTTP
 * client and errors are the SDK's. An answer is a document whose fields the API reference of
 * Organizations, version 2016-11-28, lists by operation.
 */
final class OrganizationsClient {

    private static final String SERVICE = "organizations";
    private static final String TARGET_PREFIX = "AWSOrganizationsV20161128.";
    private static final int OK = 200;

    /** Many times a page of policies, or a policy in its answer. */
    private static final int ANSWER_BYTES_MAX = 1 << 20;

    private static final Pattern CODE = Pattern.compile("[A-Za-z]{1,100}");
    private static final Pattern REASON = Pattern.compile("[A-Z_]{1,100}");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private final SdkHttpClient http;
    private final URI endpoint;
    private final String signingRegion;
    private final AwsCredentialsProvider credentials;

    /**
     * @param signingRegion the one region of its partition in which Organizations is called
     */
    OrganizationsClient(
            SdkHttpClient http,
            URI endpoint,
            String signingRegion,
            AwsCredentialsProvider credentials) {
        this.http = http;
        this.endpoint = endpoint;
        this.signingRegion = signingRegion;
        this.credentials = credentials;
    }

    /**
     * Makes a call.
     *
     * @param operation {@code DescribePolicy}
     * @param parameters all of those that are called here are texts
     * @param within whose timeout of the call holds, with what the credentials take
     * @throws AwsServiceException if the answer is an error; its code is the error's name, and its
     *     reason after a space where it has one
     * @throws SdkClientException if there was no answer, or none that can be read
     */
    JsonNode call(
            String operation,
            Map<String, String> parameters,
            AwsRequestOverrideConfiguration within) {
        Duration timeout =
                within.apiCallTimeout()
                        .orElseThrow(() -> new IllegalArgumentException("a call must have an end"));
        Deadline deadline = new Deadline(timeout);
        ExecutableHttpRequest request =
                http.prepareRequest(signed(operation, parameters, deadline));
        deadline.ends(request);
        try {
            return read(request.call());
        } catch (IOException | UncheckedIOException e) {
            throw deadline.isOver()
                    ? ApiCallTimeoutException.create(timeout.toMillis())
                    : SdkClientException.create("no answer", e);
        } finally {
            deadline.met();
        }
    }

    private HttpExecuteRequest signed(
            String operation, Map<String, String> parameters, Deadline deadline) {
        byte[] body = bytes(parameters);
        SdkHttpRequest unsigned =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(endpoint)
                        .putHeader("Content-Type", "application/x-amz-json-1.1")
                        .putHeader("Content-Length", Integer.toString(body.length))
                        .putHeader("X-Amz-Target", TARGET_PREFIX + operation)
                        .putHeader("User-Agent", "fusewire")
                        .build();
        SignedRequest signed =
                SIGNER.sign(
                        r ->
                                r.identity(credentials.resolveCredentials())
                                        .request(unsigned)
                                        .payload(ContentStreamProvider.fromByteArray(body))
                                        .putProperty(
                                                AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, signingRegion));
        return HttpExecuteRequest.builder()
                .request(signed.request())
                .contentStreamProvider(deadline.unlessOver(body))
                .build();
    }

    private static byte[] bytes(Map<String, String> parameters) {
        try {
            return MAPPER.writeValueAsBytes(parameters);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts must be JSON", e);
        }
    }

    private static JsonNode read(HttpExecuteResponse answer) throws IOException {
        byte[] body = body(answer);
        SdkHttpResponse head = answer.httpResponse();
        if (head.statusCode() != OK) {
            throw error(head, body);
        }
        JsonNode document = MAPPER.readTree(body);
        if (!document.isObject()) {
            throw new IOException("an answer must be a JSON object, but was not");
        }
        return document;
    }

    private static byte[] body(HttpExecuteResponse answer) throws IOException {
        if (answer.responseBody().isEmpty()) {
            return new byte[0];
        }
        try (InputStream stream = answer.responseBody().get()) {
            byte[] body = stream.readNBytes(ANSWER_BYTES_MAX + 1);
            if (body.length > ANSWER_BYTES_MAX) {
                throw new IOException("an answer must be 1 MiB or less, but was more");
            }
            return body;
        }
    }

    private static AwsServiceException error(SdkHttpResponse head, byte[] body) {
        return AwsServiceException.builder()
                .statusCode(head.statusCode())
                .requestId(head.firstMatchingHeader("x-amzn-RequestId").orElse(null))
                .awsErrorDetails(
                        AwsErrorDetails.builder()
                                .serviceName(SERVICE)
                                .errorCode(code(body))
                                .build())
                .build();
    }

    /**
     * {@code com.amazonaws.organizations#NAME}; of a violated constraint the reason tells which.
     * Empty if the answer has no such text, as that of a proxy in between.
     */
    private static String code(byte[] body) {
        JsonNode error;
        try {
            error = MAPPER.readTree(body);
        } catch (IOException e) {
            return "";
        }
        String type = error.path("__type").asText();
        String code = type.substring(type.indexOf('#') + 1);
        if (!CODE.matcher(code).matches()) {
            return "";
        }
        String reason = error.path("Reason").asText();
        return REASON.matcher(reason).matches() ? code + " " + reason : code;
    }

    /** Ends a call in time, wherever it hangs. */
    private static final class Deadline {

        private final Duration timeout;
        private final long endNanos;
        private CompletableFuture<Void> alarm = CompletableFuture.completedFuture(null);

        Deadline(Duration timeout) {
            this.timeout = timeout;
            this.endNanos = System.nanoTime() + timeout.toNanos();
        }

        boolean isOver() {
            return System.nanoTime() - endNanos >= 0;
        }

        /** A connection can take as long as the whole call may: nothing is sent after that. */
        ContentStreamProvider unlessOver(byte[] body) {
            return () -> {
                if (isOver()) {
                    throw ApiCallTimeoutException.create(timeout.toMillis());
                }
                return new ByteArrayInputStream(body);
            };
        }

        void ends(ExecutableHttpRequest request) {
            alarm =
                    CompletableFuture.runAsync(
                            request::abort,
                            CompletableFuture.delayedExecutor(
                                    endNanos - System.nanoTime(), TimeUnit.NANOSECONDS));
        }

        void met() {
            alarm.cancel(false);
        }
    }
}
