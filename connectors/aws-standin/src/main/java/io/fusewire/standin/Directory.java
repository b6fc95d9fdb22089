package io.fusewire.standin;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that the accounts hold. Not thread-safe: whoever holds it locks it. */
final class Directory {

    /** One account. */
    static final class Account {

        private final Map<String, Holder> roles = new TreeMap<>();
        private final Map<String, Holder> users = new TreeMap<>();
        private final Map<String, ManagedPolicy> policies = new TreeMap<>();
        private final History<String> guard = new History<>();

        Map<String, Holder> holders(Holder.Kind kind) {
            return kind == Holder.Kind.ROLE ? roles : users;
        }

        Map<String, ManagedPolicy> policies() {
            return policies;
        }

        /** A service control policy that binds it, made by nobody's call. */
        History<String> guard() {
            return guard;
        }
    }

    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final List<Organization> organizations = new ArrayList<>();

    Account account(String id) {
        return accounts.computeIfAbsent(id, unused -> new Account());
    }

    Collection<Account> accounts() {
        return accounts.values();
    }

    List<Organization> organizations() {
        return organizations;
    }

    /** The organization that an account belongs to; null if none. */
    @Nullable Organization organizationOf(String account) {
        for (Organization organization : organizations) {
            if (organization.has(account)) {
                return organization;
            }
        }
        return null;
    }

    static String accountOf(String arn) {
        return arn.split(":", 6)[4];
    }

    static Holder.Kind kindOf(String arn) {
        return arn.contains(":role/") ? Holder.Kind.ROLE : Holder.Kind.USER;
    }

    /** The role or user of an ARN, with or without its path. */
    @Nullable Holder holder(String arn) {
        return account(accountOf(arn))
                .holders(kindOf(arn))
                .get(arn.substring(arn.lastIndexOf('/') + 1));
    }

    Holder holder(String account, Holder.Kind kind, String name) throws AwsError {
        Holder holder = account(account).holders(kind).get(name);
        if (holder == null) {
            throw AwsError.noSuchEntity("The " + kind.word() + " with name " + name);
        }
        return holder;
    }

    ManagedPolicy policy(String account, String arn) throws AwsError {
        ManagedPolicy policy = account(account).policies().get(arn);
        if (policy == null) {
            throw AwsError.noSuchEntity("Policy " + arn);
        }
        return policy;
    }

    /** The user whose key it is; null if nobody's. */
    @Nullable Holder ownerOf(String accessKeyId) {
        for (Account account : accounts.values()) {
            for (Holder user : account.holders(Holder.Kind.USER).values()) {
                if (user.activeKeys().containsKey(accessKeyId)) {
                    return user;
                }
            }
        }
        return null;
    }
}
