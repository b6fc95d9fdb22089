package io.fusewire.standin;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A customer-managed policy with its versions and the roles that it is attached to. */
final class ManagedPolicy {

    static final int VERSIONS_MAX = 5;
    static final int CHARACTERS_MAX = 6_144;

    record Version(String id, String document, Instant createdAt) {}

    private final String arn;
    private final Set<String> principalArns;
    private final Map<String, Version> versions = new LinkedHashMap<>();
    private final History<Version> inForce = new History<>();
    private int created;

    ManagedPolicy(String arn, Collection<String> principalArns) {
        this.arn = arn;
        this.principalArns = Set.copyOf(principalArns);
    }

    String arn() {
        return arn;
    }

    boolean isAttachedTo(String principalArn) {
        return principalArns.contains(principalArn);
    }

    Version create(String document, boolean isDefault, Instant now) {
        created++;
        Version version = new Version("v" + created, document, now);
        versions.put(version.id(), version);
        if (isDefault) {
            inForce.set(version, now.toEpochMilli());
        }
        return version;
    }

    void delete(String id) {
        versions.remove(id);
    }

    @Nullable Version version(String id) {
        return versions.get(id);
    }

    /** Newest first, as IAM lists them. */
    List<Version> versions() {
        List<Version> newestFirst = new ArrayList<>(versions.values());
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    History<Version> inForce() {
        return inForce;
    }
}
