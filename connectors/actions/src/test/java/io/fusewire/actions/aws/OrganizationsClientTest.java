package io.fusewire.actions.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the client sends, and what it makes of answers. */
@Timeout(60)
class OrganizationsClientTest {

    private static final String SECRET = "wJalrXUtnFEMI";
    private static final AwsRequestOverrideConfiguration LONG = within(Duration.ofSeconds(30));

    /** Many times the deadline of the call that hangs. */
    private static final int HANG_SECONDS = 20;

    private final CountDownLatch hang = new CountDownLatch(1);
    private HttpServer server;
    private SdkHttpClient http;
    private OrganizationsClient client;
    private Headers sentHeaders = new Headers();
    private byte[] sentBody = new byte[0];
    private int status = 200;
    private String answer = "{}";
    private boolean hangs;

    private static AwsRequestOverrideConfiguration within(Duration timeout) {
        return AwsRequestOverrideConfiguration.builder().apiCallTimeout(timeout).build();
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        http = UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(1)).build();
        client =
                new OrganizationsClient(
                        http,
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                        "us-east-1",
                        StaticCredentialsProvider.create(
                                AwsSessionCredentials.create("AKIAID", SECRET, "the-token")));
    }

    @AfterEach
    void stop() {
        hang.countDown();
        server.stop(0);
        http.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            sentHeaders = exchange.getRequestHeaders();
            sentBody = exchange.getRequestBody().readAllBytes();
            if (hangs) {
                // An answer comes in the end: a client that waits for it has no deadline.
                hang.await(HANG_SECONDS, TimeUnit.SECONDS);
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("x-amzn-RequestId", "the-request");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As the General Reference has it, "Create a signed AWS API request", out of what came. */
    private String signatureOfWhatCame(String signedHeaders) throws GeneralSecurityException {
        HexFormat hex = HexFormat.of();
        StringBuilder canonical = new StringBuilder("POST\n/\n\n");
        for (String name : signedHeaders.split(";")) {
            canonical.append(name).append(':').append(sentHeaders.getFirst(name).trim());
            canonical.append('\n');
        }
        canonical.append('\n').append(signedHeaders).append('\n');
        canonical.append(hex.formatHex(sha256(sentBody)));
        String time = sentHeaders.getFirst("X-Amz-Date");
        String date = time.substring(0, 8);
        String scope = date + "/us-east-1/organizations/aws4_request";
        String toSign =
                "AWS4-HMAC-SHA256\n"
                        + time
                        + "\n"
                        + scope
                        + "\n"
                        + hex.formatHex(
                                sha256(canonical.toString().getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        return hex.formatHex(hmac(key, toSign));
    }

    @Test
    void whatArrivesIsWhatWasSigned() throws Exception {
        client.call("UpdatePolicy", Map.of("Content", "{\"Sid\":\"é\"}"), LONG);
        assertThat(new String(sentBody, StandardCharsets.UTF_8))
                .isEqualTo("{\"Content\":\"{\\\"Sid\\\":\\\"é\\\"}\"}");
        assertThat(sentHeaders.getFirst("X-Amz-Target"))
                .isEqualTo("AWSOrganizationsV20161128.UpdatePolicy");
        assertThat(sentHeaders.getFirst("Content-Type")).isEqualTo("application/x-amz-json-1.1");
        assertThat(sentHeaders.getFirst("X-Amz-Security-Token")).isEqualTo("the-token");
        String authorization = sentHeaders.getFirst("Authorization");
        String signedHeaders = authorization.replaceAll(".*SignedHeaders=([^,]+),.*", "$1");
        assertThat(signedHeaders.split(";")).contains("host", "x-amz-date", "x-amz-target");
        assertThat(authorization).endsWith("Signature=" + signatureOfWhatCame(signedHeaders));
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"__type\":\"com.amazonaws.organizations#TooManyRequestsException\"}',"
                + " TooManyRequestsException",
        "400, '{\"__type\":\"PolicyNotFoundException\",\"Message\":\"x\"}',"
                + " PolicyNotFoundException",
        "400, '{\"__type\":\"ConstraintViolationException\",\"Reason\":\"POLICY_CONTENT_LIMIT_EXCEEDED\"}',"
                + " ConstraintViolationException POLICY_CONTENT_LIMIT_EXCEEDED",
        "400, '{\"__type\":\"InvalidInputException\",\"Reason\":\"a <b>\"}', InvalidInputException",
        "403, '{\"__type\":\"<script>\"}', ''",
        "502, '<html></html>', ''",
        "400, '{}', ''",
        "400, '', ''"
    })
    void anErrorHasItsCodeAndReason(int status, String body, String code) {
        this.status = status;
        this.answer = body;
        AwsServiceException error =
                catchThrowableOfType(
                        AwsServiceException.class,
                        () -> client.call("DescribePolicy", Map.of(), LONG));
        assertThat(error.statusCode()).isEqualTo(status);
        assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(error.requestId()).isEqualTo("the-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html></html>", "[]", "{\"Policy\":{\"Cont", "null", "1"})
    void whatIsNoAnswerIsNone(String body) {
        this.answer = body;
        assertThatThrownBy(() -> client.call("DescribePolicy", Map.of(), LONG))
                .isInstanceOf(SdkClientException.class);
    }

    @Test
    void anAnswerWithoutEndIsNone() {
        this.answer = "{\"Content\":\"" + "x".repeat(1 << 20) + "\"}";
        assertThatThrownBy(() -> client.call("DescribePolicy", Map.of(), LONG))
                .isInstanceOf(SdkClientException.class)
                .hasRootCauseMessage("an answer must be 1 MiB or less, but was more");
    }

    /** The connection's own timeout is far longer: what ends the call is its deadline. */
    @Test
    void aCallThatIsNotAnsweredEndsInTime() {
        hangs = true;
        assertThatThrownBy(
                        () ->
                                client.call(
                                        "DescribePolicy", Map.of(), within(Duration.ofMillis(200))))
                .isInstanceOf(ApiCallTimeoutException.class);
    }

    @Test
    void nothingIsSentAfterTheTime() {
        assertThatThrownBy(() -> client.call("UpdatePolicy", Map.of(), within(Duration.ofNanos(1))))
                .isInstanceOf(ApiCallTimeoutException.class);
        assertThat(sentBody).isEmpty();
    }
}
