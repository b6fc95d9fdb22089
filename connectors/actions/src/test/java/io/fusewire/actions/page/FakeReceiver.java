package io.fusewire.actions.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A receiver on a loopback port that answers as it is told to, and remembers what it got. */
final class FakeReceiver implements AutoCloseable {

    /** What it got. */
    record Got(String method, String path, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> entry.getValue().get(0))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** How it answers. */
    sealed interface Answer {
        record Status(int status, Map<String, String> headers) implements Answer {}

        /** It takes the message, and the connection ends without an answer. */
        record Lost() implements Answer {}

        /** It takes the message, and answers nothing while the test runs. */
        record Silent() implements Answer {}

        /** Headers at once, and a body that never ends. */
        record Trickle() implements Answer {}
    }

    final Queue<Got> got = new ConcurrentLinkedQueue<>();
    final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

    private final int status;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);

    /**
     * @param status of every answer that nothing else is said of
     */
    FakeReceiver(int status) throws IOException {
        this.status = status;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    FakeReceiver answering(int... statuses) {
        for (int next : statuses) {
            answers.add(new Answer.Status(next, Map.of()));
        }
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        got.add(
                new Got(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        Map.copyOf(exchange.getRequestHeaders()),
                        body));
        Answer answer = answers.poll();
        if (answer instanceof Answer.Lost) {
            exchange.close();
        } else if (answer instanceof Answer.Silent) {
            untilTheEnd();
            exchange.close();
        } else if (answer instanceof Answer.Trickle) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            untilTheEnd();
            exchange.close();
        } else {
            Answer.Status told =
                    answer instanceof Answer.Status given
                            ? given
                            : new Answer.Status(status, Map.of());
            told.headers().forEach(exchange.getResponseHeaders()::set);
            // What a receiver says may repeat what it was sent, secrets included.
            byte[] echo = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(told.status(), echo.length);
            exchange.getResponseBody().write(echo);
            exchange.close();
        }
    }

    private void untilTheEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
