package io.fusewire.actions.page;

import io.fusewire.actions.page.SecretFile.SecretException;
import io.fusewire.core.delivery.DeliveryResult;
import io.fusewire.core.delivery.DeliveryResult.Again;
import io.fusewire.core.delivery.DeliveryResult.Refused;
import io.fusewire.core.delivery.Message;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends messages over HTTP, on threads of its own, over connections that are kept. No redirect is
 * followed, and of an answer nothing but its status and {@code Retry-After} is looked at: what a
 * receiver writes is neither needed nor trusted, and may repeat our secret. Proxies are those of
 * the JVM ({@code https.proxyHost} and the like).
 */
public final class HttpSender implements MessageSender {

    private static final Logger LOG = LoggerFactory.getLogger(HttpSender.class);

    private static final int THREADS = 4;
    private static final int QUEUE_MAX = 1_000;
    private static final int MILLIS_PER_SECOND = 1_000;
    private static final int RETRY_AFTER_DIGITS_MAX = 6;

    private final Map<String, ? extends Receiver> receivers;
    private final Duration timeout;
    private final Clock clock;
    private final ThreadPoolExecutor executor;
    private final HttpClient client;

    /**
     * @param clock for the times in messages; timeouts run by the machine's own
     */
    public HttpSender(PagerSettings settings, Clock clock) {
        this(Pagers.byName(settings), Duration.ofMillis(settings.timeoutMillis()), clock);
    }

    /**
     * @param receivers by name
     * @param timeout for one message, from the connection to the answer
     * @param clock for the times in messages
     */
    public HttpSender(Map<String, ? extends Receiver> receivers, Duration timeout, Clock clock) {
        this.receivers = Map.copyOf(receivers);
        this.timeout = timeout;
        this.clock = clock;
        this.executor =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        1,
                        TimeUnit.MINUTES,
                        new ArrayBlockingQueue<>(QUEUE_MAX),
                        task -> {
                            Thread thread = new Thread(task, "fusewire-sender");
                            thread.setDaemon(true);
                            return thread;
                        });
        executor.allowCoreThreadTimeOut(true);
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(timeout)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .executor(executor)
                        .build();
    }

    @Override
    public CompletableFuture<DeliveryResult> send(Message message) {
        Receiver receiver = receivers.get(message.receiver());
        if (receiver == null) {
            // A receiver that was configured before the job was restarted.
            return CompletableFuture.completedFuture(
                    new Refused(message.receiver() + " is not among the receivers any more."));
        }
        CompletableFuture<DeliveryResult> result = new CompletableFuture<>();
        try {
            executor.execute(() -> send(receiver, message, result));
        } catch (RejectedExecutionException e) {
            result.complete(
                    new Again(
                            executor.isShutdown()
                                    ? "The sender is closed."
                                    : QUEUE_MAX + " messages wait to be sent already.",
                            0));
        }
        return result;
    }

    private void send(
            Receiver receiver, Message message, CompletableFuture<DeliveryResult> result) {
        HttpRequest request;
        try {
            request = receiver.request(message, clock.millis()).timeout(timeout).build();
        } catch (SecretException e) {
            result.complete(
                    new Again(receiver.name() + " was not asked: " + e.getMessage() + ".", 0));
            return;
        } catch (RuntimeException e) {
            LOG.error("A message to {} could not be made", receiver.name(), e);
            result.complete(
                    new Refused(
                            "The message could not be made: "
                                    + e.getClass().getSimpleName()
                                    + "."));
            return;
        }
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request, BodyHandlers.discarding());
        answer.copy()
                // The client's own timeout ends with the headers; a body may trickle for ever.
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete(
                        (response, failure) -> {
                            if (failure != null) {
                                answer.cancel(true);
                                result.complete(new Again(unanswered(receiver, failure), 0));
                            } else {
                                result.complete(
                                        DeliveryResult.ofStatus(
                                                receiver.name(),
                                                response.statusCode(),
                                                retryAfterMillis(response)));
                            }
                        });
    }

    /** The kind of failure alone: its text may hold the address, and with it a token. */
    private static String unanswered(Receiver receiver, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        boolean isLate = cause instanceof HttpTimeoutException || cause instanceof TimeoutException;
        return receiver.name()
                + (isLate
                        ? " did not answer in time."
                        : " gave no answer (" + cause.getClass().getSimpleName() + ").");
    }

    /** Seconds; a date is rare, and without it the usual pause holds. */
    private static long retryAfterMillis(HttpResponse<Void> response) {
        String value = response.headers().firstValue("Retry-After").orElse("").strip();
        boolean isSeconds =
                !value.isEmpty()
                        && value.length() <= RETRY_AFTER_DIGITS_MAX
                        && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return isSeconds ? Long.parseLong(value) * MILLIS_PER_SECOND : 0;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
