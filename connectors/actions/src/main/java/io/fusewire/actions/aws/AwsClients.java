package io.fusewire.actions.aws;

import io.fusewire.core.containment.Target;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

import java.util.LinkedHashMap;
import java.util.Map;

/** IAM clients by account, each with its own endpoint and credentials. */
final class AwsClients implements AutoCloseable {

    /** Clients kept; the one unused for longest gives way and is made anew when needed. */
    static final int ACCOUNTS_MAX = 1_000;

    private final AwsSettings settings;
    private final SdkHttpClient http;
    private final AwsCredentialsProvider own;
    private final Map<String, IamClient> byAccount =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, IamClient> eldest) {
                    return size() > ACCOUNTS_MAX;
                }
            };

    AwsClients(AwsSettings settings) {
        this.settings = settings;
        this.http =
                UrlConnectionHttpClient.builder()
                        .connectionTimeout(settings.callTimeout())
                        .socketTimeout(settings.callTimeout())
                        .build();
        this.own = own(settings);
    }

    private static AwsCredentialsProvider own(AwsSettings settings) {
        String id = settings.accessKeyId();
        Secret secret = settings.secretAccessKey();
        if (id == null || secret == null) {
            return DefaultCredentialsProvider.builder().build();
        }
        Secret token = settings.sessionToken();
        AwsCredentials credentials =
                token == null
                        ? AwsBasicCredentials.create(id, secret.value())
                        : AwsSessionCredentials.create(id, secret.value(), token.value());
        return StaticCredentialsProvider.create(credentials);
    }

    /** Why a target cannot be reached by these settings; null if it can. */
    @Nullable String obstacle(Target target) {
        String partition = partition(target);
        String wanted = settings.access(account(target)).partition();
        if (wanted != null && !wanted.equals(partition)) {
            return "Account %s is set to partition %s, but the target is in %s."
                    .formatted(account(target), wanted, partition);
        }
        if (AwsPartition.of(partition).isEmpty()) {
            return "The SDK's region of IAM in partition " + partition + " is not known.";
        }
        return null;
    }

    IamClient iam(Target target) {
        synchronized (byAccount) {
            return byAccount.computeIfAbsent(
                    partition(target) + ":" + account(target), unused -> make(target));
        }
    }

    /**
     * ARN of the identity whose credentials are used, before any role is assumed; asked of the
     * partition and endpoint of accounts that are not listed.
     */
    String identity() {
        AccountAccess access = settings.otherAccounts();
        AwsPartition partition =
                access.partition() == null ? AwsPartition.AWS : known(access.partition());
        // IAM speaks the same protocol: its classes are loaded with these.
        IamClient.builder()
                .httpClient(http)
                .region(partition.iamRegion())
                .credentialsProvider(own)
                .build();
        return sts(access, partition).getCallerIdentity().arn();
    }

    private StsClient sts(AccountAccess access, AwsPartition partition) {
        var sts =
                StsClient.builder()
                        .httpClient(http)
                        .region(
                                access.region() == null
                                        ? partition.stsRegion()
                                        : Region.of(access.region()))
                        .credentialsProvider(own)
                        .overrideConfiguration(override());
        if (access.endpoint() != null) {
            sts.endpointOverride(access.endpoint());
        }
        return sts.build();
    }

    private IamClient make(Target target) {
        AccountAccess access = settings.access(account(target));
        var builder =
                IamClient.builder()
                        .httpClient(http)
                        .region(known(partition(target)).iamRegion())
                        .credentialsProvider(credentials(access, target))
                        .overrideConfiguration(override());
        if (access.endpoint() != null) {
            builder.endpointOverride(access.endpoint());
        }
        return builder.build();
    }

    /** The session of a role is kept until shortly before it ends, then asked for anew. */
    private AwsCredentialsProvider credentials(AccountAccess access, Target target) {
        String role = access.roleArnFor(account(target), partition(target));
        if (role == null) {
            return own;
        }
        AssumeRoleRequest.Builder request =
                AssumeRoleRequest.builder().roleArn(role).roleSessionName(access.sessionName());
        if (access.externalId() != null) {
            request.externalId(access.externalId().value());
        }
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts(access, known(partition(target))))
                .refreshRequest(request.build())
                .asyncCredentialUpdateEnabled(false)
                .build();
    }

    /**
     * Retries, their pauses and their budget are the caller's: a second hidden layer multiplies.
     */
    private ClientOverrideConfiguration override() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(DefaultRetryStrategy.doNotRetry())
                .apiCallTimeout(settings.callTimeout())
                .apiCallAttemptTimeout(settings.callTimeout())
                .build();
    }

    private static AwsPartition known(String partition) {
        return AwsPartition.of(partition)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "a partition must be known, but was " + partition));
    }

    private static String partition(Target target) {
        return target.arn().split(":", 6)[1];
    }

    private static String account(Target target) {
        return target.arn().split(":", 6)[4];
    }

    @Override
    public void close() {
        http.close();
    }
}
