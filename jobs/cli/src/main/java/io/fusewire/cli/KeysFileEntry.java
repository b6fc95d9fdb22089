package io.fusewire.cli;

import io.fusewire.control.SigningKey;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The public half of a key and whose it is, as an entry of the list in a keys file. */
public final class KeysFileEntry {

    private KeysFileEntry() {}

    /**
     * Writes it down.
     *
     * @param person by the name that shows as session name, user name or mail address
     * @param roles as a keys file names them
     * @param days how long it counts, from today
     */
    public static String of(SigningKey key, String person, List<String> roles, int days) {
        Instant from = Instant.now().truncatedTo(ChronoUnit.DAYS);
        return "  - id: %s\n    person: %s\n    roles: [%s]\n    notBefore: %s\n    expiry: %s\n    jwk: { %s }\n"
                .formatted(
                        quoted(key.id()),
                        quoted(person),
                        roles.stream().map(KeysFileEntry::quoted).collect(Collectors.joining(", ")),
                        from,
                        from.plus(Duration.ofDays(days + 1L)),
                        members(key.publicJwk()));
    }

    private static String members(Map<String, String> jwk) {
        return jwk.entrySet().stream()
                .map(member -> member.getKey() + ": \"" + member.getValue() + "\"")
                .collect(Collectors.joining(", "));
    }

    /** As YAML reads it back, whatever it holds. */
    private static String quoted(String text) {
        return "'" + Terminal.plain(text).replace("'", "''") + "'";
    }
}
