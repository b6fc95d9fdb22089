package io.fusewire.actions.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fusewire.actions.page.SecretFile;
import io.fusewire.actions.page.SecretFile.SecretException;
import io.fusewire.control.SigningKey;
import io.fusewire.control.UnfitKeyException;
import io.fusewire.core.containment.SessionNotice;
import io.fusewire.core.containment.SessionNotice.Kind;
import io.fusewire.core.delivery.Message;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Pushes {@code session-revoked} of the Continuous Access Evaluation Profile 1.0 as a signed
 * Security Event Token (RFC 8417) over HTTP (RFC 8935): the receiver answers 202 once it has it.
 * AWS STS takes no such tokens; identity providers and gateways do.
 *
 * <p>The profile has no word for a session that is set free: the agent signs in anew.
 */
final class Caep implements Gateway {

    static final String NAME = "caep";

    private static final String EVENT = "session-revoked";

    static final String SESSION_REVOKED =
            "https://schemas.openid.net/secevent/caep/event-type/" + EVENT;

    /** The JOSE header's {@code typ}, by RFC 8417, section 2.3. */
    static final String TYPE = "secevent+jwt";

    private static final Pattern JSON_WEB_KEY = Pattern.compile("\\{[^{}]*}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
    private static final int MILLIS_PER_SECOND = 1_000;

    private final String name;
    private final URI url;
    private final String issuer;
    private final String audience;
    private final SecretFile key;
    private final @Nullable SecretFile token;

    Caep(
            String name,
            URI url,
            String issuer,
            String audience,
            String keyFile,
            @Nullable String tokenFile) {
        this.name = name;
        this.url = url;
        this.issuer = issuer;
        this.audience = audience;
        this.key =
                new SecretFile(
                        "the key that signs Security Event Tokens",
                        keyFile,
                        JSON_WEB_KEY,
                        "must hold a private JSON Web Key");
        this.token =
                tokenFile == null
                        ? null
                        : new SecretFile(
                                "the stream's bearer token",
                                tokenFile,
                                TOKEN,
                                "must hold a bearer token");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        return NAME;
    }

    @Override
    public String host() {
        return url.getAuthority();
    }

    @Override
    public Optional<String> event(SessionNotice notice) {
        return notice.kind() == Kind.REVOKED ? Optional.of(EVENT) : Optional.empty();
    }

    /** The token's claims; it is signed where it is sent. */
    @Override
    public Optional<ObjectNode> body(SessionNotice notice, String id) {
        if (event(notice).isEmpty()) {
            return Optional.empty();
        }
        long second = notice.atMillis() / MILLIS_PER_SECOND;
        ObjectNode claims = content(notice);
        claims.put("jti", id);
        claims.put("iat", second);
        claims.withObject("events").withObject(SESSION_REVOKED).put("event_timestamp", second);
        return Optional.of(claims);
    }

    @Override
    public ObjectNode content(SessionNotice notice) {
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        claims.put("iss", issuer);
        claims.put("aud", audience);
        claims.put("txn", notice.decisionId());
        ObjectNode subject = claims.putObject("sub_id");
        subject.put("format", "complex");
        opaque(subject, "session", notice.session());
        opaque(subject, "user", notice.agent());
        opaque(subject, "tenant", notice.partition() + ":" + notice.account());
        ObjectNode event = claims.putObject("events").putObject(SESSION_REVOKED);
        event.put("initiating_entity", "policy");
        event.putObject("reason_admin").put("en", notice.reason());
        return claims;
    }

    private static void opaque(ObjectNode subject, String member, String id) {
        subject.putObject(member).put("format", "opaque").put("id", id);
    }

    @Override
    public HttpRequest.Builder request(Message message, long nowMillis) throws SecretException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/" + TYPE)
                        .header("Accept", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        signingKey().signOther(message.body(), TYPE)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token.read());
        }
        return request;
    }

    private SigningKey signingKey() throws SecretException {
        try {
            return SigningKey.read(key.read());
        } catch (UnfitKeyException e) {
            throw new SecretException(
                    "the file of the key that signs Security Event Tokens " + e.getMessage());
        }
    }

    @Override
    public void check() throws SecretException {
        signingKey();
        if (token != null) {
            token.read();
        }
    }
}
