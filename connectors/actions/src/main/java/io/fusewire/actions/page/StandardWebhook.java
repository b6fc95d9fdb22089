package io.fusewire.actions.page;

import io.fusewire.actions.page.SecretFile.SecretException;
import io.fusewire.core.delivery.Message;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A webhook signed as Standard Webhooks has it: {@code webhook-id}, {@code webhook-timestamp} and
 * {@code webhook-signature}, which is HMAC-SHA-256 over the three joined by dots. Source: the
 * specification of standard-webhooks/standard-webhooks, version 1.
 */
public final class StandardWebhook {

    private static final String PREFIX = "whsec_";

    /** 24 to 64 bytes, as the specification has it. */
    private static final Pattern SECRET = Pattern.compile("whsec_[A-Za-z0-9+/]{32,86}={0,2}");

    private static final int MILLIS_PER_SECOND = 1_000;

    private final URI url;
    private final SecretFile secret;

    /**
     * @param what the secret is, for people: {@code the webhook's secret}
     */
    public StandardWebhook(URI url, String secretFile, String what) {
        this.url = url;
        this.secret =
                new SecretFile(
                        what,
                        secretFile,
                        SECRET,
                        "must hold 24 to 64 bytes in base64 after 'whsec_'");
    }

    /**
     * The request that carries a message.
     *
     * @throws SecretException if the secret cannot be used
     */
    public HttpRequest.Builder request(Message message, long nowMillis) throws SecretException {
        String seconds = Long.toString(nowMillis / MILLIS_PER_SECOND);
        String signed = message.id() + "." + seconds + "." + message.body();
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("webhook-id", message.id())
                .header("webhook-timestamp", seconds)
                .header("webhook-signature", "v1," + signature(key(), signed))
                .POST(BodyPublishers.ofString(message.body()));
    }

    private byte[] key() throws SecretException {
        try {
            return Base64.getDecoder().decode(secret.read().substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new SecretException("the file of the webhook's secret must hold base64");
        }
    }

    static String signature(byte[] key, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    /**
     * Reads the secret once.
     *
     * @throws SecretException if it cannot be used
     */
    public void check() throws SecretException {
        key();
    }
}
