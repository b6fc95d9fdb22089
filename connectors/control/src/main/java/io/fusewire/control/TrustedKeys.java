package io.fusewire.control;

import io.fusewire.core.control.Signer;
import io.fusewire.policy.KeyEntry;
import io.fusewire.policy.KeysReader;
import io.fusewire.policy.PolicyException;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys that may sign control messages. Immutable. */
public final class TrustedKeys {

    /** Nobody's. */
    public static final TrustedKeys NONE = new TrustedKeys(Map.of());

    private final Map<String, TrustedKey> byId;

    private TrustedKeys(Map<String, TrustedKey> byId) {
        this.byId = byId;
    }

    /**
     * Reads a keys file.
     *
     * @param text as {@link KeysReader} describes it
     * @param name what messages call it
     * @throws PolicyException if anything is wrong with it; lists all of it
     */
    public static TrustedKeys read(String text, String name) throws PolicyException {
        Map<String, TrustedKey> byId = new LinkedHashMap<>();
        KeysReader.read(text, name, entry -> take(entry, byId));
        return new TrustedKeys(Map.copyOf(byId));
    }

    private static @Nullable String take(KeyEntry entry, Map<String, TrustedKey> byId) {
        try {
            TrustedKey key = TrustedKey.of(entry);
            for (TrustedKey known : byId.values()) {
                if (known.isSameKey(key)) {
                    return "must be a key of its own, but is that of " + known.signer().keyId();
                }
            }
            byId.putIfAbsent(entry.signer().keyId(), key);
            return null;
        } catch (UnfitKeyException e) {
            return e.rule();
        }
    }

    /** The key of an id; null if nobody trusts it. */
    @Nullable TrustedKey get(String keyId) {
        return byId.get(keyId);
    }

    /** Whose they are and what they may do, in the order of their ids. */
    public List<Signer> signers() {
        return byId.values().stream()
                .map(TrustedKey::signer)
                .sorted(Comparator.comparing(Signer::keyId))
                .toList();
    }
}
