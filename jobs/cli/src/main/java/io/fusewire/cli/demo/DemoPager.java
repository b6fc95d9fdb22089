package io.fusewire.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/** A pager on this machine: takes the enforcer's webhook, and shows what it is told. */
final class DemoPager implements AutoCloseable {

    private static final int SECRET_BYTES = 32;
    private static final int NO_CONTENT = 204;
    private static final String PATH = "/page";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final Consumer<JsonNode> listener;

    private DemoPager(HttpServer server, Consumer<JsonNode> listener) {
        this.server = server;
        this.listener = listener;
    }

    /**
     * Starts one.
     *
     * @param listener called for each page, one at a time
     */
    static DemoPager start(Consumer<JsonNode> listener) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        DemoPager pager = new DemoPager(server, listener);
        server.createContext(PATH, pager::take);
        server.start();
        return pager;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            listener.accept(json.readTree(exchange.getRequestBody()).path("data"));
            exchange.sendResponseHeaders(NO_CONTENT, -1);
        }
    }

    /** The enforcer's settings by which it pages here. */
    List<String> enforcerArguments(Path folder) throws IOException {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        Path file = folder.resolve("webhook-secret");
        Files.writeString(file, "whsec_" + Base64.getEncoder().encodeToString(secret));
        return List.of(
                "--pager.receivers",
                "webhook",
                "--pager.webhook.url",
                "http://127.0.0.1:" + server.getAddress().getPort() + PATH,
                "--pager.webhook.secret-file",
                file.toString());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
