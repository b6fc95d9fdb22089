package io.fusewire.actions.aws;

import io.fusewire.core.containment.PolicyHolder;
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
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Clients of IAM and Organizations by account, each with its own endpoint and credentials. */
final class AwsClients implements AutoCloseable {

    /** Clients kept; the one unused for longest gives way and is made anew when needed. */
    static final int ACCOUNTS_MAX = 1_000;

    private final AwsSettings settings;
    private final SdkHttpClient http;
    private final AwsCredentialsProvider own;
    private final Map<String, IamClient> iamByAccount = new Latest<>();
    private final Map<String, OrganizationsClient> organizationsByAccount = new Latest<>();

    /** As many clients as are kept. */
    private static final class Latest<T> extends LinkedHashMap<String, T> {

        private static final long serialVersionUID = 1;

        Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > ACCOUNTS_MAX;
        }
    }

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
        if (AwsPartition.of(partition).isEmpty()) {
            return "The SDK's region of IAM in partition " + partition + " is not known.";
        }
        String obstacle = obstacle(target.account(), partition);
        if (obstacle != null || target.holder() != PolicyHolder.SERVICE_CONTROL_POLICY) {
            return obstacle;
        }
        String through = settings.access(target.account()).organizationsAccount();
        return through == null
                ? "%s must name the account through which service control policies are written, but is not given."
                        .formatted(settings.keyOf(target.account(), "organizations-account"))
                : obstacle(through, partition);
    }

    private @Nullable String obstacle(String account, String partition) {
        String wanted = settings.access(account).partition();
        return wanted == null || wanted.equals(partition)
                ? null
                : "Account %s is set to partition %s, but the target is in %s."
                        .formatted(account, wanted, partition);
    }

    IamClient iam(Target target) {
        String partition = partition(target);
        synchronized (iamByAccount) {
            return iamByAccount.computeIfAbsent(
                    partition + ":" + target.account(),
                    unused -> makeIam(target.account(), partition));
        }
    }

    /** Organizations as the account may call it through which a target's policy is written. */
    OrganizationsClient organizations(Target target) {
        String partition = partition(target);
        String account = settings.access(target.account()).organizationsAccount();
        if (account == null) {
            throw new IllegalStateException("a target that has an obstacle must not be written");
        }
        synchronized (organizationsByAccount) {
            return organizationsByAccount.computeIfAbsent(
                    partition + ":" + account, unused -> makeOrganizations(account, partition));
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

    private IamClient makeIam(String account, String partition) {
        AccountAccess access = settings.access(account);
        var builder =
                IamClient.builder()
                        .httpClient(http)
                        .region(known(partition).iamRegion())
                        .credentialsProvider(credentials(access, account, partition))
                        .overrideConfiguration(override());
        if (access.endpoint() != null) {
            builder.endpointOverride(access.endpoint());
        }
        return builder.build();
    }

    /** The endpoint and the region to sign for are as the SDK knows them of every partition. */
    private OrganizationsClient makeOrganizations(String account, String partition) {
        AccountAccess access = settings.access(account);
        ServiceMetadata service = ServiceMetadata.of("organizations");
        Region region = known(partition).iamRegion();
        URI endpoint =
                access.endpoint() == null
                        ? URI.create("https://" + service.endpointFor(region))
                        : access.endpoint();
        return new OrganizationsClient(
                http,
                endpoint,
                service.signingRegion(region).id(),
                credentials(access, account, partition));
    }

    /** The session of a role is kept until shortly before it ends, then asked for anew. */
    private AwsCredentialsProvider credentials(
            AccountAccess access, String account, String partition) {
        String role = access.roleArnFor(account, partition);
        if (role == null) {
            return own;
        }
        AssumeRoleRequest.Builder request =
                AssumeRoleRequest.builder().roleArn(role).roleSessionName(access.sessionName());
        if (access.externalId() != null) {
            request.externalId(access.externalId().value());
        }
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts(access, known(partition)))
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

    @Override
    public void close() {
        http.close();
    }
}
