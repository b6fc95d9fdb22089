package io.fusewire.core.catalogue;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The one word for a family of resources that a service calls by several: {@code db} in an RDS ARN,
 * {@code dBInstanceIdentifier} in its parameters, {@code DBInstance} in a CloudFormation type are
 * all {@code dbinstance}.
 *
 * <p>Immutable after {@link Builder#build}.
 */
public final class FamilySynonyms {

    private final Map<String, Map<String, String>> byService;

    private FamilySynonyms(Map<String, Map<String, String>> byService) {
        this.byService = byService;
    }

    /** The family that {@code noun} of {@code service} means: itself in plain form if unlisted. */
    public String family(String service, String noun) {
        String plain = plain(noun);
        Map<String, String> synonyms = byService.get(service);
        return synonyms == null ? plain : synonyms.getOrDefault(plain, plain);
    }

    /** Lower case, letters and digits only. */
    public static String plain(String noun) {
        StringBuilder plain = new StringBuilder(noun.length());
        for (int i = 0; i < noun.length(); i++) {
            char c = noun.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                plain.append(c);
            }
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    /** Collects synonyms. */
    public static final class Builder {
        private final Map<String, Map<String, String>> byService = new HashMap<>();

        /** Makes {@code noun} of {@code service} mean {@code family}. */
        public Builder add(String service, String noun, String family) {
            byService.computeIfAbsent(service, key -> new HashMap<>()).put(plain(noun), family);
            return this;
        }

        public FamilySynonyms build() {
            return new FamilySynonyms(Map.copyOf(byService));
        }
    }
}
