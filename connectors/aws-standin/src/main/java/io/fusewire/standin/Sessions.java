package io.fusewire.standin;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** STS: issues sessions of roles and knows who signs with which key. */
final class Sessions {

    private static final Duration DEFAULT_LIFE = Duration.ofHours(1);
    private static final Duration LIFE_MIN = Duration.ofMinutes(15);
    private static final Duration LIFE_MAX = Duration.ofHours(12);

    private record Session(Caller caller, Credentials credentials, Instant expiresAt) {}

    private final Directory directory;
    private final Clock clock;
    private final Map<String, Session> byKey = new HashMap<>();

    Sessions(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    String carryOut(Caller caller, AwsRequest request) throws AwsError {
        return switch (request.operation()) {
            case "AssumeRole" -> assumeRole(request);
            case "GetCallerIdentity" ->
                    Xml.element("Arn", caller.sessionArn())
                            + Xml.element("UserId", caller.userId())
                            + Xml.element("Account", caller.account());
            default ->
                    throw new AwsError(
                            400,
                            "InvalidAction",
                            "Could not find operation " + request.operation());
        };
    }

    private String assumeRole(AwsRequest request) throws AwsError {
        String arn = request.required("RoleArn");
        Holder role = arn.split(":", 6).length == 6 ? directory.holder(arn) : null;
        String externalId = request.parameters().getOrDefault("ExternalId", "");
        if (role == null
                || !role.arn().equals(arn)
                || !(role.externalId().isEmpty() || role.externalId().equals(externalId))) {
            throw AwsError.accessDenied(
                    "User is not authorized to perform: sts:AssumeRole on resource: " + arn);
        }
        Duration life = life(request.parameters().get("DurationSeconds"));
        String name = request.required("RoleSessionName");
        Credentials credentials =
                issue(role, name, request.parameters().get("SourceIdentity"), life);
        Instant expiresAt = clock.instant().plus(life).truncatedTo(ChronoUnit.SECONDS);
        return Xml.parent(
                        "Credentials",
                        Xml.element("AccessKeyId", credentials.accessKeyId())
                                + Xml.element("SecretAccessKey", credentials.secretAccessKey())
                                + Xml.element(
                                        "SessionToken", String.valueOf(credentials.sessionToken()))
                                + Xml.element("Expiration", expiresAt.toString()))
                + Xml.parent(
                        "AssumedRoleUser",
                        Xml.element("AssumedRoleId", role.id() + ":" + name)
                                + Xml.element(
                                        "Arn",
                                        Caller.roleSession(arn, role.id(), name, Instant.EPOCH)
                                                .sessionArn()));
    }

    private static Duration life(@Nullable String seconds) throws AwsError {
        if (seconds == null) {
            return DEFAULT_LIFE;
        }
        try {
            Duration life = Duration.ofSeconds(Long.parseLong(seconds));
            if (life.compareTo(LIFE_MIN) >= 0 && life.compareTo(LIFE_MAX) <= 0) {
                return life;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same message: the rule covers both.
        }
        throw AwsError.validation("DurationSeconds must be from 900 to 43200");
    }

    /** A session of a role, issued now. */
    Credentials issue(Holder role, String name, @Nullable String sourceIdentity, Duration life) {
        String serial = "%016d".formatted(byKey.size());
        Credentials credentials =
                new Credentials("ASIA" + serial, "secret-" + serial, "token-" + serial);
        Instant now = clock.instant();
        Caller caller =
                Caller.roleSession(
                        role.arn(), role.id(), name, now.truncatedTo(ChronoUnit.SECONDS));
        byKey.put(
                credentials.accessKeyId(),
                new Session(
                        sourceIdentity == null ? caller : caller.withSourceIdentity(sourceIdentity),
                        credentials,
                        now.plus(life)));
        return credentials;
    }

    /**
     * Who signed a request.
     *
     * @throws AwsError if the key is nobody's or inactive, or the session has ended
     */
    Caller caller(AwsRequest request, long inForceAtMillis) throws AwsError {
        Session session = byKey.get(request.accessKeyId());
        if (session != null) {
            if (!String.valueOf(session.credentials().sessionToken())
                    .equals(request.sessionToken())) {
                throw invalidToken();
            }
            if (!clock.instant().isBefore(session.expiresAt())) {
                throw new AwsError(
                        403,
                        "ExpiredToken",
                        "The security token included in the request is expired");
            }
            return session.caller();
        }
        Holder user = directory.ownerOf(request.accessKeyId());
        if (user == null || !isActive(user, request.accessKeyId(), inForceAtMillis)) {
            throw invalidToken();
        }
        return Caller.user(user.arn(), user.id(), request.accessKeyId());
    }

    static boolean isActive(Holder user, String accessKeyId, long inForceAtMillis) {
        History<Boolean> history = user.activeKeys().get(accessKeyId);
        return history != null && Boolean.TRUE.equals(history.asOf(inForceAtMillis));
    }

    private static AwsError invalidToken() {
        return new AwsError(
                403, Verdict.INACTIVE_KEY.errorCode(), Verdict.INACTIVE_KEY.errorMessage());
    }
}
