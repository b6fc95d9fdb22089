package io.fusewire.actions.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fusewire.core.containment.IncidentUpdate.Status;
import io.fusewire.core.delivery.DeliveryResult;
import io.fusewire.core.delivery.DeliveryResult.Delivered;
import io.fusewire.core.delivery.Message;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Against a real Alertmanager on a loopback port, where one is installed. */
class AlertmanagerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir Path folder;

    @Test
    void anIncidentIsOneAlertFromItsFirstPageToItsReset() throws Exception {
        Optional<Path> program = find();
        String missing = "Alertmanager must be on the PATH, but is not";
        if (program.isEmpty()) {
            assertThat(Boolean.getBoolean("fusewire.test.forbidSkips")).as(missing).isFalse();
        }
        assumeTrue(program.isPresent(), missing);

        int port = freePort();
        URI url = URI.create("http://127.0.0.1:" + port);
        Path config =
                Files.writeString(
                        folder.resolve("alertmanager.yml"),
                        """
                        route:
                          receiver: nobody
                        receivers:
                          - name: nobody
                        """);
        Process process =
                new ProcessBuilder(
                                program.get().toString(),
                                "--config.file=" + config,
                                "--storage.path=" + folder.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port,
                                "--cluster.listen-address=")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("alertmanager.log").toFile())
                        .start();
        try {
            awaitReady(process, url);
            PagerSettings settings =
                    TestingPages.settings(folder, url, url, url, List.of("alertmanager"));
            try (HttpSender sender = new HttpSender(settings, Clock.systemUTC())) {
                assertThat(send(sender, settings, Status.OPEN, 1, "being revoked"))
                        .isEqualTo(new Delivered(200));
                JsonNode first = alerts(url);
                assertThat(first).hasSize(1);
                assertThat(first.path(0).path("labels").path("incident").asText()).isEqualTo("d1");
                assertThat(first.path(0).path("annotations").path("summary").asText())
                        .isEqualTo("being revoked");

                send(sender, settings, Status.OPEN, 2, "revoked, and proven");
                JsonNode second = alerts(url);
                assertThat(second).hasSize(1);
                assertThat(second.path(0).path("fingerprint"))
                        .isEqualTo(first.path(0).path("fingerprint"));
                assertThat(second.path(0).path("startsAt"))
                        .isEqualTo(first.path(0).path("startsAt"));
                assertThat(second.path(0).path("annotations").path("summary").asText())
                        .isEqualTo("revoked, and proven");

                // Said again, as it is while it is open: the same alert, which ends later.
                send(sender, settings, Status.OPEN, 2, "revoked, and proven");
                assertThat(alerts(url)).hasSize(1);
                assertThat(alerts(url).path(0).path("endsAt").asText())
                        .isGreaterThanOrEqualTo(second.path(0).path("endsAt").asText());

                send(sender, settings, Status.RESOLVED, 3, "Over.");
                assertThat(alerts(url)).isEmpty();
            }
        } finally {
            process.destroy();
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    private static DeliveryResult send(
            HttpSender sender, PagerSettings settings, Status status, int revision, String summary)
            throws Exception {
        long started = 1_700_000_000_000L;
        var page = TestingPages.page("d1", status, revision, summary);
        var fixed =
                new io.fusewire.core.incident.Page(
                        page.key(),
                        page.status(),
                        page.severity(),
                        page.revision(),
                        page.summary(),
                        page.details(),
                        page.decisionId(),
                        page.agent(),
                        page.account(),
                        page.runbookUrl(),
                        started,
                        page.atMillis());
        Message message = new Pagers(settings).messages(fixed).get(0);
        return sender.send(message).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static JsonNode alerts(URI url) throws Exception {
        String body =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(url.resolve("/api/v2/alerts?active=true"))
                                        .timeout(LIMIT)
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
        return JSON.readTree(body);
    }

    private void awaitReady(Process process, URI url) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(url.resolve("/-/ready")).timeout(LIMIT).build();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (java.io.IOException e) {
                // Not there yet.
            }
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new AssertionError(
                        "Alertmanager must be ready within "
                                + LIMIT
                                + ", but said: "
                                + Files.readString(folder.resolve("alertmanager.log")));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Optional<Path> find() {
        for (String path : System.getenv("PATH").split(File.pathSeparator)) {
            for (String name : List.of("prometheus-alertmanager", "alertmanager")) {
                Path candidate = Path.of(path, name);
                if (Files.isExecutable(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }
}
