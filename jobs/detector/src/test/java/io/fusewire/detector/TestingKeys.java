package io.fusewire.detector;

import io.fusewire.control.SigningKey;

import java.util.Map;
import java.util.stream.Collectors;

/** People with keys: who may say what to the detector of a test. */
final class TestingKeys {

    static final SigningKey LEE = SigningKey.generate(SigningKey.Kind.ED25519, "lee-1");
    static final SigningKey ANN = SigningKey.generate(SigningKey.Kind.ES256, "ann-1");
    static final SigningKey POL = SigningKey.generate(SigningKey.Kind.ED25519, "pol-1");

    /** Whoever runs the agents of {@link TestingTrail} has a key as well, and so might they. */
    static final SigningKey ROGUE = SigningKey.generate(SigningKey.Kind.ED25519, "rogue-1");

    private TestingKeys() {}

    static String file() {
        return "version: 1\nkeys:\n"
                + entry(LEE, "lee@example.com", "responder, approver")
                + entry(ANN, "ann@example.com", "responder, approver")
                + entry(POL, "pol@example.com", "policy-admin")
                + entry(ROGUE, "rogue", "responder, approver");
    }

    private static String entry(SigningKey key, String person, String roles) {
        return """
                 - id: %s
                   person: %s
                   roles: [%s]
                   notBefore: 2020-01-01T00:00:00Z
                   expiry: 2999-01-01T00:00:00Z
                   jwk: {%s}
               """
                .formatted(key.id(), person, roles, members(key.publicJwk()));
    }

    private static String members(Map<String, String> jwk) {
        return jwk.entrySet().stream()
                .map(member -> " " + member.getKey() + ": \"" + member.getValue() + "\" ")
                .collect(Collectors.joining(","));
    }
}
