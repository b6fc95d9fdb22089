package io.fusewire.cli.drill;

import io.fusewire.actions.aws.AwsPartition;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A session of the canary role: real credentials, with which nothing is done but one question that
 * changes nothing.
 */
public final class Canary implements AutoCloseable {

    /** The shortest that STS gives. */
    private static final int LIFE_SECONDS = 900;

    /** What IAM's refusal says when a deny of a policy is behind it, and not a missing allow. */
    private static final String EXPLICIT_DENY = "explicit deny";

    private final String roleArn;
    private final String userId;
    private final Instant issuedAt;
    private final String accessKeyId;
    private final SdkHttpClient http;
    private final IamClient iam;

    private Canary(String roleArn, AssumeRoleResponse assumed, SdkHttpClient http, IamClient iam) {
        this.roleArn = roleArn;
        this.userId = assumed.assumedRoleUser().assumedRoleId();
        this.issuedAt =
                assumed.credentials()
                        .expiration()
                        .minusSeconds(LIFE_SECONDS)
                        .truncatedTo(ChronoUnit.SECONDS);
        this.accessKeyId = assumed.credentials().accessKeyId();
        this.http = http;
        this.iam = iam;
    }

    /**
     * Assumes the role with the credentials that the SDK finds.
     *
     * @param roleArn the canary's role: it needs no rights at all
     * @param endpoint instead of AWS' own, for tests; null for AWS
     * @throws SdkException if it cannot be assumed
     */
    public static Canary of(String roleArn, String sessionName, @Nullable URI endpoint) {
        AwsPartition partition = AwsPartition.of(roleArn.split(":", 3)[1]).orElse(AwsPartition.AWS);
        SdkHttpClient http = UrlConnectionHttpClient.create();
        var sts = StsClient.builder().httpClient(http).region(partition.stsRegion());
        var iam = IamClient.builder().httpClient(http).region(partition.iamRegion());
        if (endpoint != null) {
            sts.endpointOverride(endpoint);
            iam.endpointOverride(endpoint);
        }
        try (StsClient client = sts.build()) {
            AssumeRoleResponse assumed =
                    client.assumeRole(
                            AssumeRoleRequest.builder()
                                    .roleArn(roleArn)
                                    .roleSessionName(sessionName)
                                    .durationSeconds(LIFE_SECONDS)
                                    .build());
            iam.credentialsProvider(
                    StaticCredentialsProvider.create(
                            AwsSessionCredentials.create(
                                    assumed.credentials().accessKeyId(),
                                    assumed.credentials().secretAccessKey(),
                                    assumed.credentials().sessionToken())));
            return new Canary(roleArn, assumed, http, iam.build());
        }
    }

    String roleArn() {
        return roleArn;
    }

    /** IAM's {@code aws:userid}: the role's id and the session's name. */
    String userId() {
        return userId;
    }

    /** When its credentials were issued, whole seconds. */
    Instant issuedAt() {
        return issuedAt;
    }

    String accessKeyId() {
        return accessKeyId;
    }

    /** Whether AWS refuses this session by an explicit deny: asked of IAM, changing nothing. */
    public boolean isDenied() {
        try {
            iam.listRolePolicies(
                    request -> request.roleName(roleArn.substring(roleArn.lastIndexOf('/') + 1)));
            return false;
        } catch (IamException e) {
            String message = e.getMessage();
            return message != null && message.contains(EXPLICIT_DENY);
        }
    }

    @Override
    public void close() {
        iam.close();
        http.close();
    }
}
