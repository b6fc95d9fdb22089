package io.fusewire.control;

import io.fusewire.policy.PolicyException;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** People with keys, as a keys file lists them. */
final class TestingKeys {

    static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

    /** One key and what its holder may do. */
    record Holder(SigningKey key, String person, String roles, Instant from, Instant until) {}

    private final Map<String, Holder> holders = new LinkedHashMap<>();

    /** Adds a person; the key's id is that of the person with a number. */
    SigningKey add(String id, String person, String roles) {
        return add(id, person, roles, SigningKey.Kind.ED25519, FROM, UNTIL);
    }

    SigningKey add(
            String id,
            String person,
            String roles,
            SigningKey.Kind kind,
            Instant from,
            Instant to) {
        SigningKey key = SigningKey.generate(kind, id);
        holders.put(id, new Holder(key, person, roles, from, to));
        return key;
    }

    String file() {
        StringBuilder file = new StringBuilder("version: 1\nkeys:\n");
        holders.forEach((id, holder) -> file.append(entry(holder.key(), holder)));
        return file.toString();
    }

    static String entry(SigningKey key, Holder holder) {
        return """
                 - id: %s
                   person: %s
                   roles: [%s]
                   notBefore: %s
                   expiry: %s
                   jwk: %s
               """
                .formatted(
                        key.id(),
                        holder.person(),
                        holder.roles(),
                        holder.from(),
                        holder.until(),
                        flow(key.publicJwk()));
    }

    static String flow(Map<String, String> members) {
        StringBuilder flow = new StringBuilder("{");
        members.forEach(
                (name, value) ->
                        flow.append(flow.length() > 1 ? ", " : " ")
                                .append(name)
                                .append(": \"")
                                .append(value)
                                .append('"'));
        return flow.append(" }").toString();
    }

    TrustedKeys trusted() {
        try {
            return TrustedKeys.read(file(), "keys.yaml");
        } catch (PolicyException e) {
            throw new AssertionError(e);
        }
    }
}
