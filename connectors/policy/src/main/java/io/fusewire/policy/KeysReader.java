package io.fusewire.policy;

import io.fusewire.core.control.Role;
import io.fusewire.core.control.Signer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads a keys file: who may sign control messages, with which key, from when until when.
 *
 * <pre>{@code
 * version: 1
 * keys:
 *   - id: lee-2026
 *     person: lee@example.com
 *     roles: [responder, approver]
 *     notBefore: 2026-01-01T00:00:00Z
 *     expiry: 2027-01-01T00:00:00Z
 *     jwk: { kty: OKP, crv: Ed25519, x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }
 * }</pre>
 *
 * <p>As strict as a policy: what no setting explains is a problem, and all problems come at once.
 */
public final class KeysReader {

    /** Most keys in one file. */
    public static final int KEYS_LIMIT = 1_000;

    /** What names a key or a message: safe to print anywhere. */
    static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,127}");

    static final String ID_RULE =
            "must be 1 to 128 of letters, digits, '.', '_', '-' and '@', and not begin with a sign";

    private static final int PERSON_LIMIT = 256;
    private static final List<String> FILE_KEYS = List.of("version", "keys");
    private static final List<String> ENTRY_KEYS =
            List.of("id", "person", "roles", "notBefore", "expiry", "jwk", "pem");

    /** Members of a public JWK, and those that say of it what its entry says better. */
    private static final List<String> JWK_KEYS =
            List.of("kty", "crv", "x", "y", "kid", "alg", "use");

    private static final Map<String, Role> ROLES =
            Map.of(
                    "approver", Role.APPROVER,
                    "responder", Role.RESPONDER,
                    "policy-admin", Role.POLICY_ADMIN);

    private final KeyCheck keyCheck;
    private final Problems problems;

    private KeysReader(KeyCheck keyCheck, Problems problems) {
        this.keyCheck = keyCheck;
        this.problems = problems;
    }

    /** Looks at a key itself, which this reader leaves alone. */
    public interface KeyCheck {
        /** The rule that the key breaks; null if it is a good one. */
        @Nullable String problemOf(KeyEntry entry);
    }

    /**
     * Reads a keys file.
     *
     * @param text YAML or JSON
     * @param name what messages call it
     * @param keyCheck looks at each entry's key itself
     * @throws PolicyException if anything is wrong with it; lists all of it
     */
    public static List<KeyEntry> read(String text, String name, KeyCheck keyCheck)
            throws PolicyException {
        Problems problems = new Problems(name);
        List<KeyEntry> entries = List.of();
        try {
            Node root = PolicyReader.parse(text);
            Section section = Section.of(root, "", FILE_KEYS, problems);
            if (section != null) {
                entries = new KeysReader(keyCheck, problems).entries(section);
            }
        } catch (SyntaxException e) {
            problems.add(e.place(), "", e.rule());
        }
        problems.throwIfAny();
        return List.copyOf(entries);
    }

    private List<KeyEntry> entries(Section file) {
        Double version = file.has("version") ? file.within("version", 1, 1) : null;
        if (version == null && !file.has("version")) {
            file.problem("version", "must be given: 1");
        }
        Set<String> ids = new HashSet<>();
        List<KeyEntry> entries =
                file.list(
                        "keys",
                        KEYS_LIMIT,
                        (node, path) -> {
                            Section section = Section.of(node, path, ENTRY_KEYS, problems);
                            KeyEntry entry = section == null ? null : entry(section, path);
                            if (section != null
                                    && entry != null
                                    && !ids.add(entry.signer().keyId())) {
                                section.problem(
                                        "id",
                                        "must be given once, but there are two keys "
                                                + entry.signer().keyId());
                            }
                            return entry;
                        });
        if (problems.isEmpty() && entries.isEmpty()) {
            file.problem("keys", "must list at least one key");
        }
        return entries;
    }

    private @Nullable KeyEntry entry(Section section, String path) {
        String id = required(section, "id");
        if (id != null && !ID.matcher(id).matches()) {
            section.problem("id", ID_RULE);
            id = null;
        }
        String person = required(section, "person");
        if (person != null && person.length() > PERSON_LIMIT) {
            section.problem("person", "must have at most " + PERSON_LIMIT + " characters");
            person = null;
        }
        Set<Role> roles = roles(section);
        Long notBefore = PersonMessageReader.time(section, "notBefore");
        Long expiry = PersonMessageReader.time(section, "expiry");
        if (notBefore != null && expiry != null && notBefore >= expiry) {
            section.problem("expiry", "must be later than notBefore");
        }
        if (section.has("jwk") == section.has("pem")) {
            section.problem("must give the public key either as jwk or as pem");
            return null;
        }
        Map<String, String> jwk = jwk(section, path);
        String pem = section.text("pem");
        if (id == null
                || person == null
                || notBefore == null
                || expiry == null
                || (jwk == null && pem == null)) {
            return null;
        }
        KeyEntry entry = new KeyEntry(new Signer(id, person, roles, notBefore, expiry), jwk, pem);
        String wrong = keyCheck.problemOf(entry);
        if (wrong != null) {
            section.problem(jwk == null ? "pem" : "jwk", wrong);
        }
        return entry;
    }

    private Set<Role> roles(Section section) {
        List<Role> roles =
                section.list(
                        "roles",
                        ROLES.size(),
                        (node, path) -> {
                            Role role =
                                    node instanceof Node.Scalar scalar
                                            ? ROLES.get(scalar.text())
                                            : null;
                            if (role == null) {
                                problems.add(
                                        node.place(),
                                        path,
                                        "must be "
                                                + String.join(" or ", new TreeMap<>(ROLES).keySet())
                                                + ", but was "
                                                + node.describe());
                            }
                            return role;
                        });
        if (!section.has("roles") || (roles.isEmpty() && problems.isEmpty())) {
            section.problem("roles", "must list at least one role");
        }
        return roles.isEmpty() ? Set.of() : EnumSet.copyOf(roles);
    }

    /** The members of a public key; a private one is refused, its value never shown. */
    private @Nullable Map<String, String> jwk(Section section, String path) {
        Node node = section.node("jwk");
        if (node == null) {
            return null;
        }
        if (node instanceof Node.Mapping mapping
                && mapping.entries().stream().anyMatch(entry -> entry.key().equals("d"))) {
            section.problem(
                    "jwk",
                    "must be a public key, but has the private part d: that key has been shown"
                            + " and must not be used any more");
            return null;
        }
        Section jwk = Section.of(node, path + ".jwk", JWK_KEYS, problems);
        if (jwk == null) {
            return null;
        }
        Map<String, String> members = new LinkedHashMap<>();
        List<String> given = new ArrayList<>(JWK_KEYS);
        given.removeIf(key -> !jwk.has(key));
        for (String key : given) {
            String value = jwk.text(key);
            if (value == null) {
                return null;
            }
            members.put(key, value);
        }
        return members;
    }

    private static @Nullable String required(Section section, String key) {
        if (!section.has(key)) {
            section.problem(key, "must be given");
        }
        return section.text(key);
    }
}
