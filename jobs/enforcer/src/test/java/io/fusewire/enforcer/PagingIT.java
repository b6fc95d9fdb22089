package io.fusewire.enforcer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.fusewire.actions.record.RecordChains;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.kafka.Topics;
import io.fusewire.kafka.embedded.EmbeddedKafka;
import io.fusewire.testing.Await;
import io.fusewire.testing.TestingEnvironments;
import io.fusewire.testing.TestingTopics;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
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
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The job between real topics and receivers of pages on a loopback port. */
class PagingIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ROUTING_KEY = "R0utingKeyThatNobodyMustSee00000";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @TempDir Path folder;

    private EmbeddedKafka kafka;
    private TestingTopics topics;
    private HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Queue<JsonNode> pagerDuty = new ConcurrentLinkedQueue<>();
    private final Queue<JsonNode> webhook = new ConcurrentLinkedQueue<>();
    private final Queue<JsonNode> gateway = new ConcurrentLinkedQueue<>();
    private int refusals = 2;

    @BeforeEach
    void start() throws Exception {
        kafka = EmbeddedKafka.start();
        topics = new TestingTopics(kafka.clientSettings());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/pagerduty", exchange -> take(exchange, pagerDuty));
        server.createContext("/webhook", exchange -> take(exchange, webhook));
        server.createContext("/gateway", exchange -> take(exchange, gateway));
        server.createContext("/silent", exchange -> untilTheEnd());
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
        kafka.close();
    }

    /** The first two messages meet a receiver that is overloaded. */
    private synchronized void take(HttpExchange exchange, Queue<JsonNode> got) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean isRefused = got == pagerDuty && refusals-- > 0;
        if (!isRefused) {
            got.add(new ObjectMapper().readTree(new String(body, StandardCharsets.UTF_8)));
        }
        exchange.sendResponseHeaders(isRefused ? 503 : 202, -1);
        exchange.close();
    }

    private void untilTheEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aTripPagesUnderOneKeyUntilItsResetAndAnAlertPagesToo() throws Exception {
        FakeAws aws = new FakeAws(false);
        JobClient job = start(aws, "/webhook");
        try {
            Instant tripped = Instant.now().minusSeconds(5);
            topics.produce(
                    Topics.TRIPS,
                    Said.trip("d0", "SHADOW", "Watched", "a", tripped),
                    Said.trip("d1", "Coder", "ci-1", tripped),
                    Said.trip("a1", "Person", "mei", tripped)
                            .replace("\"type\":\"TRIP\"", "\"type\":\"ALERT\""));
            topics.produce(
                    Topics.BREAKERS,
                    Said.breaker("Coder", "ci-1", BreakerState.OPEN, "d1", tripped));
            await(pagerDuty, "d1", "trigger");
            await(pagerDuty, "a1", "trigger");
            topics.produce(
                    Topics.OBSERVATIONS,
                    Said.sabotage("d1", "Coder", "ci-1", tripped.plusSeconds(1))
                            .toArray(String[]::new));
            Await.until(
                    "what it left to be paged",
                    LIMIT,
                    () ->
                            pagerDuty.stream()
                                    .map(e -> e.at("/payload/custom_details/details").asText())
                                    .anyMatch(
                                            page ->
                                                    page.contains("start-logging --name org")
                                                            && page.contains(Said.EXECUTION)
                                                            && page.contains("--stack-name shop")));
            topics.produce(
                    Topics.BREAKERS,
                    Said.breaker("Coder", "ci-1", BreakerState.CLOSED, null, Instant.now()));
            await(pagerDuty, "d1", "resolve");
            Await.until("the gateway to know of both ends", LIMIT, () -> gateway.size() == 2);
            assertThat(gateway)
                    .extracting(e -> e.path("type").asText())
                    .containsExactly("session.revoked", "session.released");
            assertThat(gateway)
                    .extracting(e -> e.path("data").path("decisionId").asText())
                    .containsOnly("d1");
            assertThat(pagerDuty)
                    .extracting(e -> e.path("dedup_key").asText())
                    .containsOnly("d1", "a1");
            JsonNode first =
                    pagerDuty.stream()
                            .filter(e -> e.path("dedup_key").asText().equals("d1"))
                            .findFirst()
                            .orElseThrow();
            assertThat(first.path("routing_key").asText()).isEqualTo(ROUTING_KEY);
            assertThat(first.path("payload").path("summary").asText())
                    .startsWith(Said.agent("Coder/ci-1"));
            assertThat(first.path("payload").path("custom_details").path("details").asText())
                    .contains(Said.role("Coder"))
                    .contains("./fusewire reset d1 --verdict harm");

            List<String> incidents =
                    topics.consume(
                            Topics.INCIDENTS,
                            seen ->
                                    seen.stream()
                                                    .filter(i -> i.contains("\"DELIVERED\""))
                                                    .filter(i -> i.contains("\"key\":\"d1\""))
                                                    .filter(i -> i.contains("\"pagerduty\""))
                                                    .count()
                                            >= 2);
            List<String> findings =
                    topics.consume(
                            Topics.FINDINGS,
                            seen -> seen.stream().anyMatch(f -> f.contains("\"type_uid\":200403")));
            assertThat(String.join("\n", incidents) + findings)
                    .doesNotContain(ROUTING_KEY)
                    .doesNotContain(SECRET.substring(6));
            RecordChains chains = new RecordChains();
            incidents.forEach(chains::take);
            assertThat(chains.findings()).isEmpty();
            assertThat(chains.heads()).hasSize(3);
            assertThat(chains.heads().values())
                    .as("the page names the record that it was made with")
                    .anySatisfy(
                            head ->
                                    assertThat(pagerDuty.toString() + webhook)
                                            .contains(head.hash()));
            assertThat(webhook).isNotEmpty();
        } finally {
            job.cancel().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** A receiver that takes messages and never answers holds nothing up. */
    @Test
    void aReceiverThatIsSilentDelaysNoRevocation() throws Exception {
        FakeAws aws = new FakeAws(false);
        JobClient job = start(aws, "/silent");
        try {
            int trips = 100;
            String[] lines = new String[trips];
            for (int i = 0; i < trips; i++) {
                lines[i] = Said.trip("d" + i, "Role" + i, "ci-1", Instant.now());
            }
            topics.produce(Topics.TRIPS, lines);
            topics.consume(
                    Topics.OUTCOMES,
                    seen ->
                            seen.stream().filter(o -> o.contains("\"state\":\"WRITTEN\"")).count()
                                    == trips);
            assertThat(aws.arns()).hasSize(trips);
            assertThat(webhook).isEmpty();
        } finally {
            job.cancel().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private void await(Queue<JsonNode> got, String key, String action) throws Exception {
        Await.until(
                action + " of " + key,
                LIMIT,
                () ->
                        got.stream()
                                .anyMatch(
                                        e ->
                                                e.path("dedup_key").asText().equals(key)
                                                        && e.path("event_action")
                                                                .asText()
                                                                .equals(action)));
    }

    private JobClient start(FakeAws aws, String webhookPath) throws Exception {
        Path routingKey = Files.writeString(folder.resolve("routing-key"), ROUTING_KEY);
        Path secret = Files.writeString(folder.resolve("secret"), SECRET);
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, String> given = new HashMap<>();
        given.put("kafka.bootstrap-servers", kafka.bootstrapServers());
        given.put("actions.writer", "aws");
        given.put("pager.receivers", "pagerduty,webhook");
        given.put("pager.pagerduty.url", base + "/pagerduty");
        given.put("pager.pagerduty.routing-key-file", routingKey.toString());
        given.put("gateways.receivers", "webhook");
        given.put("gateways.webhook.url", base + "/gateway");
        given.put("gateways.webhook.secret-file", secret.toString());
        given.put("pager.webhook.url", base + webhookPath);
        given.put("pager.webhook.secret-file", secret.toString());
        EnforcerConfig config = EnforcerConfig.of(given);
        assertThat(config.toString()).doesNotContain(ROUTING_KEY).doesNotContain(SECRET);
        StreamExecutionEnvironment env = TestingEnvironments.local(2, new Configuration());
        EnforcerJob.define(
                env,
                config,
                TestingSettings.admitting(4_096),
                aws,
                config.paging(),
                config.gateways(),
                config.senders());
        return env.executeAsync();
    }
}
