package io.fusewire.standin;

import java.util.Map;
import java.util.TreeMap;

/** A role or a user with its inline policies and, of a user, its access keys. */
final class Holder {

    /** What a holder is, with the most that its inline policies may have together. */
    enum Kind {
        ROLE("role", 10_240),
        USER("user", 2_048);

        private final String word;
        private final int charactersMax;

        Kind(String word, int charactersMax) {
            this.word = word;
            this.charactersMax = charactersMax;
        }

        String word() {
            return word;
        }

        int charactersMax() {
            return charactersMax;
        }
    }

    private final Kind kind;
    private final String arn;
    private final String id;
    private final String externalId;
    private final Map<String, History<String>> inline = new TreeMap<>();
    private final Map<String, History<Boolean>> activeKeys = new TreeMap<>();

    /**
     * @param externalId what {@code AssumeRole} has to bring; empty for nothing
     */
    Holder(Kind kind, String arn, String id, String externalId) {
        this.kind = kind;
        this.arn = arn;
        this.id = id;
        this.externalId = externalId;
    }

    Kind kind() {
        return kind;
    }

    String arn() {
        return arn;
    }

    String id() {
        return id;
    }

    String name() {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    String externalId() {
        return externalId;
    }

    /** Inline policies by name; a deleted one has no current value. */
    Map<String, History<String>> inline() {
        return inline;
    }

    History<String> policy(String name) {
        return inline.computeIfAbsent(name, unused -> new History<>());
    }

    /** Access keys by id, and whether they are active. */
    Map<String, History<Boolean>> activeKeys() {
        return activeKeys;
    }

    /** Characters of all inline policies but one, as IAM counts them. */
    int charactersBeside(String name) {
        int characters = 0;
        for (Map.Entry<String, History<String>> policy : inline.entrySet()) {
            String text = policy.getValue().current();
            if (text != null && !policy.getKey().equals(name)) {
                characters += PolicyDocuments.characters(text);
            }
        }
        return characters;
    }
}
