package io.fusewire.core.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Whether two names mean one person, as far as names can tell.
 *
 * <p>A person appears as a session name, a user name, a mail address or the end of an ARN. Case is
 * ignored; of an ARN or path its last part counts; where one of two names is a mail address and the
 * other is not, the part before the {@code @} decides. When in doubt it is one person: an approval
 * that is refused costs a page, a self-approval that passes costs the second pair of eyes.
 */
public final class PersonNames {

    /** Ends the key of an agent that works beside a person of the same name. */
    private static final String AGENT_MARK = ":agent";

    private PersonNames() {}

    /** Whether two names mean one person. */
    public static boolean same(String one, String other) {
        String first = bare(one);
        String second = bare(other);
        if (first.equals(second)) {
            return true;
        }
        boolean bothMail = first.indexOf('@') >= 0 && second.indexOf('@') >= 0;
        return !bothMail && beforeAt(first).equals(beforeAt(second));
    }

    /**
     * The names that an agent key is made of, one of which may be its operator's: without
     * partition, account and the agent's mark. Of a pattern, its parts as they stand.
     */
    public static List<String> inAgentKey(String key) {
        int end = key.endsWith(AGENT_MARK) ? key.length() - AGENT_MARK.length() : key.length();
        int start = Math.min(end, key.indexOf(':', key.indexOf(':') + 1) + 1);
        return Arrays.stream(key.substring(start, end).split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** How many persons are among the names. */
    static int distinct(List<String> names) {
        int persons = 0;
        for (int i = 0; i < names.size(); i++) {
            boolean seen = false;
            for (int earlier = 0; earlier < i; earlier++) {
                seen |= same(names.get(earlier), names.get(i));
            }
            if (!seen) {
                persons++;
            }
        }
        return persons;
    }

    private static String bare(String name) {
        String trimmed = name.strip();
        return trimmed.substring(trimmed.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private static String beforeAt(String name) {
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }
}
