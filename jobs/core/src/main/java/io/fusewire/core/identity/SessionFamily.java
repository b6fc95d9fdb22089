package io.fusewire.core.identity;

/**
 * What the names of one agent's role sessions have in common.
 *
 * <p>A number is a run of decimal digits, a run of four or more hex digits of which one is decimal,
 * or a UUID. Each number becomes {@code #}; numbers that only one of {@code - _ : . / + T} parts
 * become one, and the {@code Z} after a number goes with it, so that times of every spelling and
 * run ids of one part or several give one family: {@code ci-4711-2}, {@code ci-9f3a01} and {@code
 * ci-2026-01-01T10:22:33Z} are all of {@code ci-#}. Letters keep their case, as IAM does.
 *
 * <p>Known limit: a hex id glued to a word is cut where its first decimal digit or hex letter
 * stands, and one of three characters or fewer counts by its decimal digits only. Such names may
 * give more than one family; a policy's {@code agentId} joins them.
 */
public final class SessionFamily {

    static final char NUMBER = '#';

    private static final int HEX_RUN_MIN = 4;
    private static final int UUID_LENGTH = 36;
    private static final String SEPARATORS = "-_:./+T";

    private SessionFamily() {}

    /** The family of a session name. A name without a decimal digit is its own family. */
    public static String of(String name) {
        if (!hasDigit(name, 0, name.length())) {
            return name;
        }
        StringBuilder family = new StringBuilder(name.length());
        int position = 0;
        while (position < name.length()) {
            int end = endOfNumber(name, position);
            if (end > position) {
                position = endOfChain(name, end);
                family.append(NUMBER);
            } else {
                int next = endOfWord(name, position);
                family.append(name, position, next);
                position = next;
            }
        }
        return family.toString();
    }

    /**
     * Whether a platform made the name, so that it tells the role's sessions apart and nothing
     * else: instance ids ({@code i-…}, {@code mi-…}), ECS task ids and everything that is nothing
     * but a number, EKS pod identities ({@code eks-…-UUID}), CodeBuild builds ({@code
     * AWSCodeBuild-UUID}). A Lambda function's name was given by a person, so it is a family like
     * any other.
     */
    static boolean isPlatformMade(String name) {
        return isInstanceId(name, "i-")
                || isInstanceId(name, "mi-")
                || endsWithUuid(name, "AWSCodeBuild-")
                || endsWithUuid(name, "eks-")
                || isNumberOnly(of(name));
    }

    private static boolean isInstanceId(String name, String prefix) {
        int digits = name.length() - prefix.length();
        return name.startsWith(prefix)
                && (digits == 8 || digits == 17)
                && endOfHexRun(name, prefix.length()) == name.length();
    }

    private static boolean endsWithUuid(String name, String prefix) {
        int start = name.length() - UUID_LENGTH;
        return name.startsWith(prefix)
                && start >= prefix.length()
                && endOfUuid(name, start) == name.length();
    }

    private static boolean isNumberOnly(String family) {
        return family.indexOf(NUMBER) >= 0 && family.chars().noneMatch(Character::isLetter);
    }

    /** End of the chain of numbers whose first ends at {@code end}. */
    private static int endOfChain(String name, int end) {
        int chainEnd = end;
        while (chainEnd < name.length() && SEPARATORS.indexOf(name.charAt(chainEnd)) >= 0) {
            int next = endOfNumber(name, chainEnd + 1);
            if (next <= chainEnd + 1) {
                break;
            }
            chainEnd = next;
        }
        boolean zulu =
                chainEnd < name.length()
                        && name.charAt(chainEnd) == 'Z'
                        && (chainEnd + 1 == name.length()
                                || !Character.isLetter(name.charAt(chainEnd + 1)));
        return zulu ? chainEnd + 1 : chainEnd;
    }

    /** End of the number at {@code start}, or {@code start} if there is none. */
    private static int endOfNumber(String name, int start) {
        int uuidEnd = endOfUuid(name, start);
        if (uuidEnd > start) {
            return uuidEnd;
        }
        int hexEnd = endOfHexRun(name, start);
        if (hexEnd - start >= HEX_RUN_MIN && hasDigit(name, start, hexEnd)) {
            return hexEnd;
        }
        int end = start;
        while (end < name.length() && isDigit(name.charAt(end))) {
            end++;
        }
        return end;
    }

    /** End of the text at {@code start} that is no number: short hex runs stay in one piece. */
    private static int endOfWord(String name, int start) {
        int end = start + 1;
        if (isHex(name.charAt(start))) {
            while (end < name.length() && isHex(name.charAt(end)) && !isDigit(name.charAt(end))) {
                end++;
            }
        }
        return end;
    }

    private static int endOfUuid(String name, int start) {
        int end = start + UUID_LENGTH;
        if (end > name.length()
                || (end < name.length() && isHex(name.charAt(end)))
                || !hasDigit(name, start, end)) {
            return start;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            char c = name.charAt(start + i);
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? c != '-' : !isHex(c)) {
                return start;
            }
        }
        return end;
    }

    private static int endOfHexRun(String name, int start) {
        int end = start;
        while (end < name.length() && isHex(name.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean hasDigit(String name, int start, int end) {
        for (int i = start; i < end; i++) {
            if (isDigit(name.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
