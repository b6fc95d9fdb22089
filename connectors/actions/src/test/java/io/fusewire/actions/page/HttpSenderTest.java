package io.fusewire.actions.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fusewire.actions.LoggedText;
import io.fusewire.actions.page.FakeReceiver.Answer;
import io.fusewire.actions.page.FakeReceiver.Got;
import io.fusewire.core.containment.IncidentUpdate.Status;
import io.fusewire.core.delivery.DeliveryResult;
import io.fusewire.core.delivery.DeliveryResult.Again;
import io.fusewire.core.delivery.DeliveryResult.Delivered;
import io.fusewire.core.delivery.DeliveryResult.Refused;
import io.fusewire.core.delivery.Message;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

class HttpSenderTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-17T07:43:20Z");

    @TempDir Path folder;

    private FakeReceiver receiver;
    private PagerSettings settings;
    private HttpSender sender;

    @BeforeEach
    void start() throws Exception {
        receiver = new FakeReceiver(202);
        settings =
                TestingPages.settings(
                        folder,
                        receiver.url("/v2/enqueue"),
                        receiver.url("/am/"),
                        receiver.url("/hook"),
                        Pagers.NAMES);
        sender = new HttpSender(settings, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        sender.close();
        receiver.close();
    }

    // PagerDuty.

    @Test
    void pagerDutyIsTriggeredAndResolvedUnderOneKey() throws Exception {
        assertThat(send("pagerduty", Status.OPEN, "A trip.")).isEqualTo(new Delivered(202));
        assertThat(send("pagerduty", Status.RESOLVED, "Over.")).isEqualTo(new Delivered(202));

        JsonNode trigger = body(receiver.got.poll());
        assertThat(trigger.path("routing_key").asText()).isEqualTo(TestingPages.ROUTING_KEY);
        assertThat(trigger.path("event_action").asText()).isEqualTo("trigger");
        assertThat(trigger.path("dedup_key").asText()).isEqualTo("d1");
        JsonNode payload = trigger.path("payload");
        assertThat(payload.path("summary").asText()).isEqualTo("A trip.");
        assertThat(payload.path("severity").asText()).isEqualTo("critical");
        assertThat(payload.path("source").asText()).isEqualTo("aws:111122223333");
        assertThat(payload.path("custom_details").path("details").asText()).startsWith("WHO");
        assertThat(trigger.path("links").path(0).path("href").asText()).contains("runbooks");

        JsonNode resolve = body(receiver.got.poll());
        assertThat(resolve.path("event_action").asText()).isEqualTo("resolve");
        assertThat(resolve.path("dedup_key").asText()).isEqualTo("d1");
    }

    @Test
    void aKeyThatIsTooLongForPagerDutyIsShortenedToOneOfItsOwn() {
        String one = "held:" + "x".repeat(300);
        assertThat(PagerDuty.dedupKey(one)).hasSize(PagerDuty.KEY_MAX);
        assertThat(PagerDuty.dedupKey(one)).isNotEqualTo(PagerDuty.dedupKey(one + "y"));
        assertThat(PagerDuty.dedupKey("x".repeat(255))).isEqualTo("x".repeat(255));
    }

    /** The most that a page can hold, in characters that take the most bytes. */
    @Test
    void noPageIsTooLargeForPagerDuty() {
        Message message =
                new PagerDuty(URI.create("https://x"), "f")
                        .message(
                                new io.fusewire.core.incident.Page(
                                        "d1",
                                        Status.OPEN,
                                        io.fusewire.core.containment.IncidentUpdate.Severity
                                                .CRITICAL,
                                        1,
                                        "\u0001".repeat(1_024),
                                        "\u0001".repeat(25_000),
                                        "d1",
                                        "\u0001".repeat(10_000),
                                        "1",
                                        null,
                                        0,
                                        0));
        assertThat(message.body().length()).isLessThan(512 * 1_024);
    }

    // The webhook.

    /** The example of the specification's own libraries. */
    @Test
    void theSignatureIsThatOfStandardWebhooks() {
        byte[] key = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(
                        StandardWebhook.signature(
                                key,
                                "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}"))
                .isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aWebhookIsSignedOverIdTimeAndBody() throws Exception {
        send("webhook", Status.OPEN, "A trip.");
        Got got = receiver.got.poll();
        assertThat(got.path()).isEqualTo("/hook");
        assertThat(got.header("webhook-timestamp")).isEqualTo(Long.toString(NOW.getEpochSecond()));
        String signed =
                got.header("webhook-id") + "." + got.header("webhook-timestamp") + "." + got.body();
        byte[] key = Base64.getDecoder().decode(TestingPages.WEBHOOK_SECRET.substring(6));
        assertThat(got.header("webhook-signature"))
                .isEqualTo("v1," + StandardWebhook.signature(key, signed));
        assertThat(body(got).path("type").asText()).isEqualTo("incident.open");
        assertThat(body(got).path("data").path("key").asText()).isEqualTo("d1");
    }

    @Test
    void theSameMessageHasTheSameIdWheneverItIsMade() {
        Pagers pagers = new Pagers(settings);
        var first = pagers.messages(TestingPages.page("d1", Status.OPEN, 1, "A trip."));
        var again = pagers.messages(TestingPages.page("d1", Status.OPEN, 1, "A trip."));
        var later = pagers.messages(TestingPages.page("d1", Status.OPEN, 2, "A trip."));
        assertThat(first).extracting(Message::id).doesNotHaveDuplicates();
        assertThat(again).extracting(Message::id).isEqualTo(ids(first));
        assertThat(ids(later)).doesNotContainAnyElementsOf(ids(first));
    }

    private static List<String> ids(List<Message> messages) {
        return messages.stream().map(Message::id).toList();
    }

    // Alertmanager.

    @Test
    void alertmanagerGetsStableLabelsAndAnEndThatLiesAhead() throws Exception {
        send("alertmanager", Status.OPEN, "A trip.");
        send("alertmanager", Status.RESOLVED, "Over.");
        Got open = receiver.got.poll();
        assertThat(open.path()).isEqualTo("/am/api/v2/alerts");
        assertThat(open.header("Authorization")).isEqualTo("Bearer " + TestingPages.TOKEN);
        JsonNode alert = body(open).path(0);
        assertThat(alert.path("endsAt").asText()).isEqualTo("2026-11-17T08:43:20Z");
        JsonNode closed = body(receiver.got.poll()).path(0);
        assertThat(closed.path("endsAt").asText()).isEqualTo("2026-11-17T07:43:20Z");
        assertThat(closed.path("labels")).isEqualTo(alert.path("labels"));
        assertThat(alert.path("labels").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("alertname", "incident", "severity", "agent", "account");
    }

    // What goes wrong.

    @ParameterizedTest
    @ValueSource(strings = {"pagerduty", "alertmanager", "webhook"})
    void whatMayPassIsSentAgainAndWhatWillNotIsRefused(String name) throws Exception {
        receiver.answering(500, 503, 400, 403, 302);
        receiver.answers.add(new Answer.Status(429, Map.of("Retry-After", "7")));
        assertThat(send(name, Status.OPEN, "x")).isInstanceOf(Again.class);
        assertThat(send(name, Status.OPEN, "x")).isInstanceOf(Again.class);
        assertThat(send(name, Status.OPEN, "x")).isInstanceOf(Refused.class);
        assertThat(send(name, Status.OPEN, "x")).isInstanceOf(Refused.class);
        assertThat(send(name, Status.OPEN, "x")).isInstanceOf(Refused.class);
        assertThat(send(name, Status.OPEN, "x"))
                .isEqualTo(new Again(name + " answered HTTP 429.", 7_000));
        assertThat(receiver.got).hasSize(6);
    }

    @Test
    void anAnswerThatIsLostOrLateIsNone() throws Exception {
        receiver.answers.add(new Answer.Lost());
        receiver.answers.add(new Answer.Silent());
        receiver.answers.add(new Answer.Trickle());
        assertThat(send("pagerduty", Status.OPEN, "x")).isInstanceOf(Again.class);
        assertThat(send("pagerduty", Status.OPEN, "x"))
                .isEqualTo(new Again("pagerduty did not answer in time.", 0));
        assertThat(send("pagerduty", Status.OPEN, "x"))
                .isEqualTo(new Again("pagerduty did not answer in time.", 0));
        assertThat(send("pagerduty", Status.OPEN, "x")).isEqualTo(new Delivered(202));
    }

    @Test
    void aReceiverThatIsNotThereIsAskedAgain() throws Exception {
        receiver.close();
        assertThat(send("webhook", Status.OPEN, "x"))
                .isEqualTo(new Again("webhook gave no answer (ConnectException).", 0));
    }

    @Test
    void aReceiverThatIsNotConfiguredAnyMoreRefuses() throws Exception {
        Message message = new Message("msg_1", "smoke-signals", "d1", Message.Stand.OPEN, "{}", 0);
        assertThat(sender.send(message).get(5, TimeUnit.SECONDS)).isInstanceOf(Refused.class);
    }

    @Test
    void aSecretThatChangesIsTakenFromThenOn() throws Exception {
        Files.writeString(folder.resolve("routing-key"), "another0another0another0another0");
        send("pagerduty", Status.OPEN, "x");
        assertThat(body(receiver.got.poll()).path("routing_key").asText())
                .isEqualTo("another0another0another0another0");
        Files.delete(folder.resolve("routing-key"));
        assertThat(send("pagerduty", Status.OPEN, "x"))
                .isEqualTo(
                        new Again(
                                "pagerduty was not asked: the file of PagerDuty's routing key cannot"
                                        + " be read.",
                                0));
    }

    @Test
    void noSecretStandsInMessagesResultsSettingsOrLogs() throws Exception {
        try (LoggedText log = LoggedText.ofEverything()) {
            StringBuilder seen = new StringBuilder();
            for (String name : Pagers.NAMES) {
                for (int status : new int[] {202, 400, 500}) {
                    receiver.answering(status);
                    seen.append(send(name, Status.OPEN, "x")).append('\n');
                }
            }
            Files.writeString(folder.resolve("secret"), TestingPages.ROUTING_KEY);
            seen.append(send("webhook", Status.OPEN, "x")).append('\n');
            seen.append(new Pagers(settings).problem("webhook")).append('\n');
            new Pagers(settings)
                    .messages(TestingPages.page("d1", Status.OPEN, 1, "x"))
                    .forEach(seen::append);
            try (DryRunSender dryRun = new DryRunSender()) {
                new Pagers(settings)
                        .messages(TestingPages.page("d1", Status.OPEN, 1, "x"))
                        .forEach(dryRun::send);
            }
            seen.append(settings).append(log.text());
            assertThat(log.text()).contains("Dry run: pagerduty would be told");
            assertThat(seen.toString())
                    .doesNotContain(TestingPages.ROUTING_KEY)
                    .doesNotContain(TestingPages.WEBHOOK_SECRET)
                    .doesNotContain(TestingPages.WEBHOOK_SECRET.substring(6))
                    .doesNotContain(TestingPages.TOKEN);
        }
    }

    private DeliveryResult send(String name, Status status, String summary) throws Exception {
        Message message =
                new Pagers(settings)
                        .messages(TestingPages.page("d1", status, 1, summary)).stream()
                                .filter(m -> m.receiver().equals(name))
                                .findFirst()
                                .orElseThrow();
        return sender.send(message).get(10, TimeUnit.SECONDS);
    }

    private static JsonNode body(Got got) throws Exception {
        return JSON.readTree(got.body());
    }
}
