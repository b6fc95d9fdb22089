package io.fusewire.core.containment;

import java.util.List;

/**
 * The one thing that a policy of ours is written to, with one writer each: two writers of one
 * document lose each other's entries.
 *
 * @param holder what it is
 * @param arn of the role, the user or the managed policy; of a service control policy the account
 *     that it is attached to, {@code arn:PARTITION:organizations:::account/ACCOUNT} (the ids of the
 *     organization, which a full ARN holds, stand in no audit record)
 */
public record Target(PolicyHolder holder, String arn) {

    /**
     * Name of every policy that is ours. An organization's policies have names of their own each,
     * so a service control policy may have its account's id after it: {@link #policyNames}.
     */
    public static final String POLICY_NAME = "FusewireBreaker";

    static Target role(String arn) {
        return new Target(PolicyHolder.ROLE, arn);
    }

    static Target user(String arn) {
        return new Target(PolicyHolder.USER, arn);
    }

    static Target account(String partition, String account) {
        return new Target(
                PolicyHolder.SERVICE_CONTROL_POLICY,
                "arn:" + partition + ":organizations:::account/" + account);
    }

    /** The account that it is in, or of a service control policy the one that it is attached to. */
    public String account() {
        String[] parts = arn.split(":", -1);
        return holder == PolicyHolder.SERVICE_CONTROL_POLICY || parts.length < 5
                ? name()
                : parts[4];
    }

    /** Names that its policy may have; the first that is there is the one to write. */
    public List<String> policyNames() {
        return holder == PolicyHolder.SERVICE_CONTROL_POLICY
                ? List.of(POLICY_NAME + "-" + account(), POLICY_NAME)
                : List.of(POLICY_NAME);
    }

    /** The name without path: what IAM's calls take for a role or a user. */
    public String name() {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
