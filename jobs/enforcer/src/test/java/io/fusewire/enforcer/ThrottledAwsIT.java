package io.fusewire.enforcer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import io.fusewire.control.SigningKey;
import io.fusewire.kafka.Topics;
import io.fusewire.kafka.embedded.EmbeddedKafka;
import io.fusewire.standin.AwsStandIn;
import io.fusewire.standin.Credentials;
import io.fusewire.standin.Faults;
import io.fusewire.testing.Await;
import io.fusewire.testing.TestingEnvironments;
import io.fusewire.testing.TestingTopics;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The job as it ships, with the writer and the senders that its configuration chooses, while AWS
 * throttles half of all calls: nothing is claimed that is not there, everything is counted, and no
 * secret is in what a reporter of metrics sees.
 */
class ThrottledAwsIT {

    /** Eight attempts with their pauses, of each of which a slow machine may make more. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private static final int ROLES = 6;
    private static final String ENFORCER = "arn:aws:iam::" + Said.ACCOUNT + ":role/fusewire";
    private static final String EXTERNAL_ID = "planted-external-id";
    private static final String KEYSTORE_PASSWORD = "planted-keystore-password";
    private static final String ROUTING_KEY = "R0utingKeyThatNobodyMustSee00000";
    private static final String WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String BEARER_TOKEN = "planted-bearer-token";
    private static final String GATEWAY_TOKEN = "planted-gateway-token";

    @TempDir private Path folder;

    private final SigningKey gatewayKey = SigningKey.generate(SigningKey.Kind.ES256, "gateway-1");
    private final InMemoryReporter metrics = InMemoryReporter.createWithRetainedMetrics();
    private final Queue<String> paged = new ConcurrentLinkedQueue<>();
    private EmbeddedKafka kafka;
    private TestingTopics topics;
    private HttpServer receivers;
    private AwsStandIn aws;
    private Credentials base;

    @BeforeEach
    void start() throws IOException {
        kafka = EmbeddedKafka.start();
        topics = new TestingTopics(kafka.clientSettings());
        receivers =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receivers.createContext(
                "/",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    if (exchange.getRequestURI().getPath().equals("/pagerduty")) {
                        paged.add(new String(body, StandardCharsets.UTF_8));
                    }
                    exchange.sendResponseHeaders(202, -1);
                    exchange.close();
                });
        receivers.start();
        aws = AwsStandIn.start(Clock.systemUTC(), Duration.ZERO, 1);
        String user = "arn:aws:iam::" + Said.ACCOUNT + ":user/base";
        aws.addUser(user, "AIDABASE");
        base = aws.addAccessKey(user, "AKIABASE", true);
        aws.addRole(ENFORCER, "AROAENFORCER", EXTERNAL_ID);
        for (int i = 0; i < ROLES; i++) {
            aws.addRole(Said.role("Role" + i), "AROAROLE" + i);
        }
    }

    @AfterEach
    void stop() {
        receivers.stop(0);
        aws.close();
        kafka.close();
        metrics.close();
    }

    @Test
    void halfOfAllCallsThrottledNothingIsClaimedThatIsNotThereAndAllIsCounted() throws Exception {
        aws.setFaults(Faults.NONE.with(Faults.Kind.THROTTLED, 0.5));
        JobClient job = startJob();
        try {
            String[] trips = new String[ROLES];
            for (int i = 0; i < ROLES; i++) {
                trips[i] = Said.trip("d" + i, "Role" + i, "ci-1", Instant.now());
            }
            topics.produce(Topics.TRIPS, trips);
            List<String> outcomes =
                    topics.consume(
                            Topics.OUTCOMES,
                            LIMIT,
                            seen -> seen.stream().filter(ThrottledAwsIT::isEnd).count() == ROLES);
            long written = outcomes.stream().filter(o -> isSaid(o, "WRITTEN")).count();
            assertThat(written).as("WRITTEN in %s", outcomes).isPositive();
            Map<String, String> standing = aws.documents();
            for (int i = 0; i < ROLES; i++) {
                String role = Said.role("Role" + i);
                if (outcomes.stream().anyMatch(o -> isSaid(o, "WRITTEN") && o.contains(role))) {
                    assertThat(standing.get(role + " policy FusewireBreaker"))
                            .contains("AROAROLE" + i + ":ci-1");
                }
            }
            Await.until(
                    "all answers",
                    LIMIT,
                    () ->
                            counted(MetricNames.WRITES_ASKED)
                                    == counted(MetricNames.WRITES_ANSWERED));
            assertThat(answered("unconfirmed")).as("throttled writes").isPositive();
            assertThat(answered("confirmed")).isGreaterThanOrEqualTo(written);
            assertThat(answered("refused")).isZero();
            assertThatWhatFailsPages();
            assertNothingSecret();
        } finally {
            job.cancel().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /**
     * A role that is not there ends FAILED however AWS answers: it is refused, or all of its
     * attempts are throttled.
     */
    private void assertThatWhatFailsPages() throws Exception {
        topics.produce(Topics.TRIPS, Said.trip("gone", "Gone", "ci-1", Instant.now()));
        topics.consume(
                Topics.OUTCOMES,
                LIMIT,
                seen ->
                        seen.stream()
                                .anyMatch(
                                        outcome ->
                                                isSaid(outcome, "FAILED")
                                                        && outcome.contains(Said.role("Gone"))));
        Await.until(
                "a page that it is not contained",
                LIMIT,
                () ->
                        paged.stream()
                                .anyMatch(
                                        page ->
                                                page.contains("\"dedup_key\":\"gone\"")
                                                        && page.contains("\"trigger\"")
                                                        && page.contains("NOT CONTAINED")));
    }

    private static boolean isEnd(String outcome) {
        return isSaid(outcome, "WRITTEN") || isSaid(outcome, "FAILED");
    }

    private static boolean isSaid(String outcome, String state) {
        return outcome.contains("\"state\":\"" + state + "\"");
    }

    private JobClient startJob() throws Exception {
        String web = "http://127.0.0.1:" + receivers.getAddress().getPort();
        Map<String, String> given = new HashMap<>();
        given.put("kafka.bootstrap-servers", kafka.bootstrapServers());
        given.put(
                "kafka.client-properties-file",
                file("client.properties", "ssl.keystore.password=" + KEYSTORE_PASSWORD));
        given.put("actions.writer", "aws");
        given.put("actions.writes-per-second", "1000");
        given.put("actions.burst", "1000");
        given.put("actions.unconfirmed-max", "1000");
        given.put("aws.access-key-id", base.accessKeyId());
        given.put("aws.secret-access-key", base.secretAccessKey());
        given.put("aws.account.default.endpoint", aws.endpoint().toString());
        given.put("aws.account.default.role-arn", ENFORCER);
        given.put("aws.account.default.external-id", EXTERNAL_ID);
        given.put("pager.receivers", "pagerduty,alertmanager,webhook");
        given.put("pager.pagerduty.url", web + "/pagerduty");
        given.put("pager.pagerduty.routing-key-file", file("routing-key", ROUTING_KEY));
        given.put("pager.alertmanager.url", web + "/alertmanager");
        given.put("pager.alertmanager.bearer-token-file", file("bearer", BEARER_TOKEN));
        given.put("pager.webhook.url", web + "/webhook");
        given.put("pager.webhook.secret-file", file("secret", WEBHOOK_SECRET));
        given.put("gateways.receivers", "webhook,caep");
        given.put("gateways.webhook.url", web + "/gateway");
        given.put("gateways.webhook.secret-file", file("gateway-secret", WEBHOOK_SECRET));
        given.put("gateways.caep.url", web + "/events");
        given.put("gateways.caep.issuer", "https://fusewire.example");
        given.put("gateways.caep.audience", "https://idp.example");
        given.put("gateways.caep.key-file", file("gateway-key", gatewayKey.privateJwk()));
        given.put("gateways.caep.bearer-token-file", file("gateway-token", GATEWAY_TOKEN));
        StreamExecutionEnvironment env =
                TestingEnvironments.local(2, metrics.addToConfiguration(new Configuration()));
        EnforcerJob.define(env, EnforcerConfig.of(given));
        return env.executeAsync();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    // What a reporter of metrics sees.

    private long counted(String name) {
        return counted(name, null);
    }

    private long answered(String result) {
        return counted(MetricNames.WRITES_ANSWERED, result);
    }

    private long counted(String name, @Nullable String label) {
        long sum = 0;
        for (Map.Entry<MetricGroup, Map<String, Metric>> group :
                metrics.getMetricsByGroup().entrySet()) {
            Metric metric = group.getValue().get(name);
            if (metric instanceof Counter counter
                    && (label == null || group.getKey().getAllVariables().containsValue(label))) {
                sum += counter.getCount();
            }
        }
        return sum;
    }

    /** Names, labels and values, of the job's own metrics, of Flink's and of Kafka's clients. */
    private String everythingReported() {
        StringBuilder text = new StringBuilder();
        metrics.getMetricsByGroup()
                .forEach(
                        (group, named) ->
                                named.forEach(
                                        (name, metric) ->
                                                text.append(group.getMetricIdentifier(name))
                                                        .append(' ')
                                                        .append(group.getAllVariables())
                                                        .append(' ')
                                                        .append(value(metric))
                                                        .append('\n')));
        return text.toString();
    }

    /** Of counters and gauges; those of histograms and meters are numbers and can hold no text. */
    private static String value(Metric metric) {
        if (metric instanceof Counter counter) {
            return Long.toString(counter.getCount());
        }
        return metric instanceof Gauge<?> gauge ? String.valueOf(gauge.getValue()) : "";
    }

    private void assertNothingSecret() {
        String gatewaySecret = gatewayKey.privateJwk().replaceAll(".*\"d\":\"([^\"]+)\".*", "$1");
        assertThat(everythingReported())
                .contains(
                        MetricNames.WRITES_ANSWERED,
                        MetricNames.STAGE,
                        "pagerduty",
                        "alertmanager",
                        "caep")
                .doesNotContain(
                        base.secretAccessKey(),
                        "secret-0",
                        "token-0",
                        EXTERNAL_ID,
                        KEYSTORE_PASSWORD,
                        ROUTING_KEY,
                        WEBHOOK_SECRET.substring(6),
                        BEARER_TOKEN,
                        GATEWAY_TOKEN,
                        gatewaySecret);
    }
}
