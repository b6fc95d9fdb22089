package io.fusewire.standin;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An organization: its accounts, and its service control policies with what they hang on. */
final class Organization {

    /** Characters that a service control policy may have, white space included. */
    static final int CHARACTERS_MAX = 5_120;

    private static final String ID = "o-a1b2c3d4e5";
    private static final String ALLOW_ALL =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
                    + "\"Resource\":\"*\"}]}";

    /**
     * A service control policy.
     *
     * @param targets ids of accounts, organizational units or the root
     */
    record Policy(
            String id,
            String arn,
            String name,
            boolean isAwsManaged,
            Set<String> targets,
            History<String> content) {}

    private final String partition;
    private final String managementAccount;
    private final Set<String> accounts = new HashSet<>();
    private final Set<String> administrators = new HashSet<>();
    private final Map<String, Policy> policies = new LinkedHashMap<>();

    /** Makes one, in which all is allowed. */
    Organization(String partition, String managementAccount, Collection<String> members) {
        this.partition = partition;
        this.managementAccount = managementAccount;
        accounts.addAll(members);
        accounts.add(managementAccount);
        administrators.add(managementAccount);
        Policy allowAll =
                new Policy(
                        "p-FullAWSAccess",
                        "arn:"
                                + partition
                                + ":organizations::aws:policy/service_control_policy/"
                                + "p-FullAWSAccess",
                        "FullAWSAccess",
                        true,
                        new LinkedHashSet<>(accounts),
                        new History<>());
        allowAll.content().set(ALLOW_ALL, History.FROM_START);
        policies.put(allowAll.id(), allowAll);
    }

    boolean has(String account) {
        return accounts.contains(account);
    }

    boolean isManagementAccount(String account) {
        return managementAccount.equals(account);
    }

    /** Lets a member account manage policies, as the management account can. */
    void delegateTo(String account) {
        administrators.add(account);
    }

    boolean isAdministrator(String account) {
        return administrators.contains(account);
    }

    /** A policy of that name; where there is one, it gets another content and other targets. */
    Policy put(String name, String document, Collection<String> targets) {
        Policy policy =
                policies.values().stream()
                        .filter(p -> p.name().equals(name))
                        .findFirst()
                        .orElseGet(() -> create(name));
        policy.targets().clear();
        policy.targets().addAll(targets);
        policy.content().set(document, History.FROM_START);
        return policy;
    }

    private Policy create(String name) {
        String id = "p-%08d".formatted(policies.size());
        Policy policy =
                new Policy(
                        id,
                        "arn:%s:organizations::%s:policy/%s/service_control_policy/%s"
                                .formatted(partition, managementAccount, ID, id),
                        name,
                        false,
                        new LinkedHashSet<>(),
                        new History<>());
        policies.put(id, policy);
        return policy;
    }

    @Nullable Policy policy(String id) {
        return policies.get(id);
    }

    Collection<Policy> policies() {
        return policies.values();
    }

    /** Policies that hang on a target itself, as Organizations lists them. */
    List<Policy> attachedTo(String target) {
        List<Policy> attached = new ArrayList<>();
        for (Policy policy : policies.values()) {
            if (policy.targets().contains(target)) {
                attached.add(policy);
            }
        }
        return attached;
    }

    /** ARN of something that policies hang on. */
    String targetArn(String target) {
        return "arn:%s:organizations::%s:%s/%s/%s"
                .formatted(partition, managementAccount, kind(target), ID, target);
    }

    /** What it is, in words of ARNs. */
    static String kind(String target) {
        return target.startsWith("r-") ? "root" : target.startsWith("ou-") ? "ou" : "account";
    }
}
