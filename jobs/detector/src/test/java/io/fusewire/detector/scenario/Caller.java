package io.fusewire.detector.scenario;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * Who makes a call, as CloudTrail prints it.
 *
 * @param place partition and account
 * @param type of {@code userIdentity}
 * @param role path and name of the role of a session, else null
 * @param name session or user name; of a service its host
 * @param creationDate of the session; null for long-term keys and services
 * @param userAgent as the client or service sends it
 * @param sourceIp address or service host
 * @param invokedBy the service that calls on the principal's behalf, else null
 * @param sourceIdentity set when the role was assumed, else null
 * @param signInSessionArn of an OAuth sign-in, else null
 * @param accessKeyId the key; null where the service leaves it out
 */
record Caller(
        Place place,
        String type,
        @Nullable String role,
        String name,
        @Nullable String creationDate,
        String userAgent,
        String sourceIp,
        @Nullable String invokedBy,
        @Nullable String sourceIdentity,
        @Nullable String signInSessionArn,
        @Nullable String accessKeyId) {

    static final String CLI =
            "aws-cli/2.35.2 md/awscrt#0.29.1 ua/2.1 os/linux#6.8.0 md/arch#x86_64"
                    + " lang/python#3.13.4 cfg/retry-mode#standard";
    static final String BROWSER =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36";
    static final String TERRAFORM =
            "APN/1.0 HashiCorp/1.0 Terraform/1.13.1 (+https://www.terraform.io)"
                    + " terraform-provider-aws/6.12.0 aws-sdk-go-v2/1.38.2 ua/2.1 os/linux lang/go#1.24.6";
    static final String BOTO =
            "Boto3/1.40.21 md/Botocore#1.40.21 ua/2.1 os/linux lang/python#3.12.3 Botocore/1.40.21";
    static final String MCP = "aws-mcp.amazonaws.com";

    static Caller role(Place place, String role, String session, String creationDate) {
        return new Caller(
                place,
                "AssumedRole",
                role,
                session,
                creationDate,
                BOTO,
                "198.51.100.7",
                null,
                null,
                null,
                "ASIA" + idOf(role + session + creationDate));
    }

    /** An IAM user with a long-term key. */
    static Caller user(Place place, String name) {
        return new Caller(
                place,
                "IAMUser",
                null,
                name,
                null,
                CLI,
                "198.51.100.8",
                null,
                null,
                null,
                "AKIA" + idOf(name));
    }

    /** A service principal, which has neither ARN nor account. */
    static Caller service(Place place, String host) {
        return new Caller(
                place, "AWSService", null, host, null, host, host, host, null, null, null);
    }

    /** A person on a role in the console. */
    static Caller person(Place place, String role, String session, String creationDate) {
        return role(place, role, session, creationDate).using(BROWSER);
    }

    Caller using(String newUserAgent) {
        return new Caller(
                place,
                type,
                role,
                name,
                creationDate,
                newUserAgent,
                sourceIp,
                invokedBy,
                sourceIdentity,
                signInSessionArn,
                accessKeyId);
    }

    /** The AWS command line as an agent starts it since July 2026. */
    Caller usingCliOf(String featureId) {
        return using(CLI + " m/b,Z," + featureId + ",E");
    }

    Caller withSourceIdentity(String identity) {
        return new Caller(
                place,
                type,
                role,
                name,
                creationDate,
                userAgent,
                sourceIp,
                invokedBy,
                identity,
                signInSessionArn,
                accessKeyId);
    }

    /** Through AWS' managed MCP server, which signs in as the person and changes keys. */
    Caller viaMcp(String signIn) {
        return new Caller(
                place,
                type,
                role,
                name,
                creationDate,
                MCP,
                MCP,
                MCP,
                sourceIdentity,
                place.arn("signin", "session/" + signIn),
                accessKeyId);
    }

    Caller withKey(@Nullable String key) {
        return new Caller(
                place,
                type,
                role,
                name,
                creationDate,
                userAgent,
                sourceIp,
                invokedBy,
                sourceIdentity,
                signInSessionArn,
                key);
    }

    /** What a service does in this principal's name, such as a stack's deletions. */
    Caller on(String serviceHost) {
        return new Caller(
                place,
                type,
                role,
                name,
                creationDate,
                serviceHost,
                serviceHost,
                serviceHost,
                sourceIdentity,
                signInSessionArn,
                accessKeyId);
    }

    /** The {@code userIdentity} object. */
    String toJson() {
        return switch (type) {
            case "AWSService" -> Json.of("{'type':'AWSService','invokedBy':'%s'}", name);
            case "IAMUser" ->
                    Json.of(
                            "{'type':'IAMUser','principalId':'AIDA%s','arn':'%s','accountId':'%s',"
                                    + "'accessKeyId':'%s','userName':'%s'%s}",
                            idOf(name),
                            "arn:"
                                    + place.partition()
                                    + ":iam::"
                                    + place.account()
                                    + ":user/"
                                    + name,
                            place.account(),
                            String.valueOf(accessKeyId),
                            name,
                            optional("invokedBy", invokedBy));
            default -> roleSession();
        };
    }

    private String roleSession() {
        String path = String.valueOf(role);
        String roleName = path.substring(path.lastIndexOf('/') + 1);
        return Json.of(
                "{'type':'AssumedRole','principalId':'AROA%s:%s','arn':'%s','accountId':'%s'%s,"
                        + "'sessionContext':{'sessionIssuer':{'type':'Role','principalId':'AROA%s',"
                        + "'arn':'%s','accountId':'%s','userName':'%s'},'attributes':{'creationDate':'%s',"
                        + "'mfaAuthenticated':'false'}%s%s}%s}",
                idOf(roleName),
                name,
                "arn:"
                        + place.partition()
                        + ":sts::"
                        + place.account()
                        + ":assumed-role/"
                        + roleName
                        + "/"
                        + name,
                place.account(),
                optional("accessKeyId", accessKeyId),
                idOf(roleName),
                place.roleArn(path),
                place.account(),
                roleName,
                String.valueOf(creationDate),
                optional("sourceIdentity", sourceIdentity),
                optional("signInSessionArn", signInSessionArn),
                optional("invokedBy", invokedBy));
    }

    private static String optional(String field, @Nullable String value) {
        return value == null ? "" : ",'" + field + "':'" + value + "'";
    }

    /** Seventeen characters such as AWS makes ids of, always the same for the same name. */
    private static String idOf(String name) {
        return String.format(Locale.ROOT, "%017d", Integer.toUnsignedLong(name.hashCode()));
    }
}
