package io.fusewire.actions.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.sun.net.httpserver.HttpServer;

import io.fusewire.actions.ActionPlanner;
import io.fusewire.actions.PlanJson;
import io.fusewire.actions.PlannedAction;
import io.fusewire.actions.page.HttpSender;
import io.fusewire.control.SigningKey;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.Claim;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.ContainmentPlanner;
import io.fusewire.core.containment.EscalationLadder;
import io.fusewire.core.containment.MeasureChoice;
import io.fusewire.core.containment.Rung;
import io.fusewire.core.containment.StageTimes;
import io.fusewire.core.containment.Trip;
import io.fusewire.core.containment.TripCase;
import io.fusewire.core.delivery.DeliveryResult;
import io.fusewire.core.delivery.DeliveryResult.Delivered;
import io.fusewire.core.delivery.DeliveryResult.Refused;
import io.fusewire.core.delivery.Message;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.identity.SessionPrincipal;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** What gateways are told, and how it reaches them. */
class GatewaysTest {

    private static final String SESSION = "role:AROAX:ci-1@2026-09-21T13:00:00Z";
    private static final String ROLE = "arn:aws:iam::111122223333:role/agents/Coder";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final long AT = 1_790_000_000_400L;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    private final SigningKey key = SigningKey.generate(SigningKey.Kind.ES256, "set-2026");
    private final Queue<Got> got = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private int status = 202;

    private record Got(String path, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.get(name).get(0);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    got.add(
                            new Got(
                                    exchange.getRequestURI().getPath(),
                                    Map.copyOf(exchange.getRequestHeaders()),
                                    body));
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private GatewaySettings settings(String... receivers) throws IOException {
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        return new GatewaySettings(
                List.of(receivers),
                false,
                base + "/hook",
                file("secret", SECRET),
                base + "/events",
                "https://fusewire.example",
                "https://idp.example",
                file("key", key.privateJwk()),
                file("token", "t0ken"));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static ContainmentOutcome outcome(Claim claim, boolean lifted) {
        return new ContainmentOutcome(
                new TripCase(
                        "d1",
                        "aws:111122223333:role/Coder/ci-#",
                        "111122223333",
                        "aws",
                        AT,
                        AT,
                        null,
                        EscalationLadder.DEFAULT),
                null,
                List.of(SESSION),
                null,
                Rung.SESSION,
                claim,
                "the session's \"name\" says it",
                false,
                false,
                new StageTimes(AT, AT, AT, null, null, lifted ? AT + 60_000 : null),
                1,
                1,
                List.of(),
                List.of());
    }

    private DeliveryResult send(Gateways gateways, Message message) throws Exception {
        try (HttpSender sender =
                new HttpSender(gateways.receivers(), Duration.ofSeconds(5), Clock.systemUTC())) {
            return sender.send(message).get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aSecurityEventTokenIsPushedSignedAndComplete() throws Exception {
        Gateways gateways = new Gateways(settings("caep"));
        List<Message> messages = gateways.messages(outcome(Claim.REQUESTED, false));
        assertThat(messages).hasSize(1);
        assertThat(send(gateways, messages.get(0))).isEqualTo(new Delivered(202));

        Got pushed = got.remove();
        assertThat(pushed.path()).isEqualTo("/events");
        assertThat(pushed.header("Content-type")).isEqualTo("application/secevent+jwt");
        assertThat(pushed.header("Accept")).isEqualTo("application/json");
        assertThat(pushed.header("Authorization")).isEqualTo("Bearer t0ken");
        JWSObject token = JWSObject.parse(pushed.body());
        assertThat(token.getHeader().getType().getType()).isEqualTo("secevent+jwt");
        assertThat(token.getHeader().getKeyID()).isEqualTo("set-2026");
        assertThat(
                        token.verify(
                                new ECDSAVerifier(
                                        JWK.parse(key.privateJwk()).toECKey().toPublicJWK())))
                .isTrue();
        JsonNode claims = JSON.readTree(token.getPayload().toString());
        assertThat(claims.path("iss").asText()).isEqualTo("https://fusewire.example");
        assertThat(claims.path("aud").asText()).isEqualTo("https://idp.example");
        assertThat(claims.path("jti").asText()).isEqualTo(messages.get(0).id());
        assertThat(claims.path("iat").asLong()).isEqualTo(1_790_000_000L);
        assertThat(claims.has("exp")).as("RFC 8417 advises against it").isFalse();
        assertThat(claims.path("sub_id").path("format").asText()).isEqualTo("complex");
        assertThat(claims.at("/sub_id/session/id").asText()).isEqualTo(SESSION);
        JsonNode event = claims.path("events").path(Caep.SESSION_REVOKED);
        assertThat(event.path("initiating_entity").asText()).isEqualTo("policy");
        assertThat(event.path("event_timestamp").asLong()).isEqualTo(1_790_000_000L);
        assertThat(event.path("reason_admin").path("en").asText()).contains("\"name\"");
    }

    @Test
    void aWebhookIsToldOfBothEnds() throws Exception {
        Gateways gateways = new Gateways(settings("webhook", "caep"));
        status = 204;
        for (ContainmentOutcome outcome :
                List.of(outcome(Claim.REQUESTED, false), outcome(Claim.LIFTED, true))) {
            Message message =
                    gateways.messages(outcome).stream()
                            .filter(each -> each.receiver().equals("gateway-webhook"))
                            .findFirst()
                            .orElseThrow();
            assertThat(send(gateways, message)).isEqualTo(new Delivered(204));
        }
        Got revoked = got.remove();
        assertThat(revoked.path()).isEqualTo("/hook");
        assertThat(revoked.header("Webhook-signature")).startsWith("v1,");
        assertThat(JSON.readTree(revoked.body()).path("type").asText())
                .isEqualTo("session.revoked");
        JsonNode released = JSON.readTree(got.remove().body());
        assertThat(released.path("type").asText()).isEqualTo("session.released");
        assertThat(released.at("/data/session").asText()).isEqualTo(SESSION);
    }

    @Test
    void whatIsSaidTwiceIsOneMessageAndTheOrderOfASessionsMessagesIsKept() throws Exception {
        Gateways gateways = new Gateways(settings("webhook"));
        Message first = gateways.messages(outcome(Claim.REQUESTED, false)).get(0);
        Message again = gateways.messages(outcome(Claim.REQUESTED, false)).get(0);
        Message released = gateways.messages(outcome(Claim.LIFTED, true)).get(0);
        assertThat(again).isEqualTo(first);
        assertThat(released.key()).isEqualTo(first.key());
        assertThat(released.id()).isNotEqualTo(first.id());
    }

    @ParameterizedTest
    @EnumSource(
            value = Claim.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"REQUESTED", "LIFTED"})
    void nobodyIsToldOfWhatIsNotRevoked(Claim claim) throws Exception {
        assertThat(new Gateways(settings("webhook", "caep")).messages(outcome(claim, false)))
                .isEmpty();
    }

    @Test
    void aTokenThatIsRefusedIsGivenUp() throws Exception {
        Gateways gateways = new Gateways(settings("caep"));
        status = 400;
        assertThat(send(gateways, gateways.messages(outcome(Claim.REQUESTED, false)).get(0)))
                .isEqualTo(new Refused("gateway-caep answered HTTP 400."));
    }

    @Test
    void aKeyThatCannotSignIsFoundAtTheStart() throws Exception {
        GatewaySettings settings = settings("caep", "webhook");
        file("key", "{\"kty\":\"EC\"}");
        file("secret", "short");
        assertThat(new Gateways(settings).problems())
                .containsOnlyKeys("caep", "webhook")
                .allSatisfy((name, what) -> assertThat(what).contains("must hold"))
                .allSatisfy((name, what) -> assertThat(what).doesNotContain("short", "kty"));
    }

    // What a plan says of them.

    @Test
    void aPlanNamesEventSubjectAndHostAndNothingThatIsSecret() throws Exception {
        String host = "127.0.0.1:" + server.getAddress().getPort();
        List<JsonNode> lines = plan(new Gateways(settings("webhook", "caep")));
        assertThat(lines).hasSize(2);

        JsonNode webhook = lines.get(0);
        assertThat(webhook.path("decisionId").asText()).isEqualTo("d1");
        assertThat(webhook.path("action").asText()).isEqualTo("webhook");
        assertThat(webhook.path("revocable").asBoolean()).isTrue();
        assertThat(webhook.path("target").asText()).isEqualTo(ROLE);
        assertThat(webhook.path("policyDocument").isNull()).isTrue();
        assertThat(webhook.at("/calls/0/service").asText()).isEqualTo("webhook");
        assertThat(webhook.at("/calls/0/operation").asText()).isEqualTo("session.revoked");
        assertThat(webhook.at("/calls/0/parameters/host").asText()).isEqualTo(host);
        assertThat(webhook.at("/calls/0/parameters/session").asText()).isEqualTo(SESSION);
        assertThat(webhook.at("/lifts/0/operation").asText()).isEqualTo("session.released");

        JsonNode caep = lines.get(1);
        assertThat(caep.path("action").asText()).isEqualTo("caep");
        assertThat(caep.at("/calls/0/operation").asText()).isEqualTo("session-revoked");
        assertThat(caep.at("/calls/0/parameters/host").asText()).isEqualTo(host);
        assertThat(caep.at("/calls/0/parameters/sub_id/session/id").asText()).isEqualTo(SESSION);
        assertThat(caep.path("lifts")).isEmpty();
        assertThat(caep.path("notes").toString()).contains("no word for a session that is set");

        assertThat(lines.toString()).doesNotContain("/hook", "/events", SECRET, "t0ken");
        assertThat(got).as("nobody is told").isEmpty();
    }

    @Test
    void aPlanWithoutGatewaysSaysNothingOfThem() throws Exception {
        assertThat(plan(new Gateways(GatewaySettings.NOBODY))).isEmpty();
    }

    private static List<JsonNode> plan(Gateways gateways) throws Exception {
        Trip trip =
                new Trip(
                        "d1",
                        AT,
                        "aws:111122223333:role/Coder/ci-#",
                        "111122223333",
                        "aws",
                        EnforcementMode.ENFORCE,
                        BreakerState.CLOSED,
                        ROLE,
                        List.of(new SessionPrincipal(SESSION, ROLE)),
                        false,
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        0,
                        EscalationLadder.DEFAULT,
                        null);
        ActionPlanner planner =
                new ActionPlanner(
                        new ContainmentPlanner(new MeasureChoice(List.of(), Set.of())),
                        gateways::plan);
        List<JsonNode> lines = new ArrayList<>();
        for (PlannedAction action : planner.plan(trip)) {
            lines.add(JSON.readTree(PlanJson.line(action)));
        }
        assertThat(lines.remove(0).path("action").asText()).isEqualTo("aws-iam");
        return lines;
    }
}
