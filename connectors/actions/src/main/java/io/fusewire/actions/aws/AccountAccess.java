package io.fusewire.actions.aws;

import org.jspecify.annotations.Nullable;

import java.io.Serializable;
import java.net.URI;

/**
 * How one account is reached.
 *
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov}; null for that of the target
 * @param region of STS; null for the partition's first. IAM and Organizations have one endpoint per
 *     partition
 * @param endpoint of IAM, STS and Organizations; null for AWS' own
 * @param roleArn role to assume there, {@code {account}} and {@code {partition}} stand for the
 *     target's; null to act with the own credentials
 * @param externalId to be shown when the role is assumed; null for none
 * @param sessionName name of the role's session
 * @param organizationsAccount id of the account through which its service control policy is
 *     written: its organization's management account, or one that is a delegated administrator of
 *     policies; null if it is not to be written
 */
public record AccountAccess(
        @Nullable String partition,
        @Nullable String region,
        @Nullable URI endpoint,
        @Nullable String roleArn,
        @Nullable Secret externalId,
        String sessionName,
        @Nullable String organizationsAccount)
        implements Serializable {

    /** Shows itself in CloudTrail as the enforcer's. */
    public static final String SESSION_NAME = "fusewire-enforcer";

    /** The role to assume for a target's account. */
    @Nullable String roleArnFor(String account, String ofPartition) {
        return roleArn == null
                ? null
                : roleArn.replace("{account}", account).replace("{partition}", ofPartition);
    }
}
