package io.fusewire.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Takes credentials out of bytes that are about to be stored because they could not be read.
 *
 * <p>The bytes need not be JSON, nor whole, so this looks for names and what is assigned to them:
 * {@code "sessionToken":"…"}, the same with escaped quotes where a record stands inside a string,
 * and {@code sessionToken=…}. A value is replaced by {@value #MASK}, to its end or to the end of
 * the bytes. Session tokens are known by how they begin, too.
 */
final class CredentialMask {

    static final String MASK = "***";

    private static final byte[] MASK_BYTES = MASK.getBytes(StandardCharsets.ISO_8859_1);
    private static final int NAME_MAX = 64;

    /** Ends of names, in lower case, whose values are secrets. */
    private static final String[] SECRETS = {
        "sessiontoken",
        "secretaccesskey",
        "secretkey",
        "securitytoken",
        "security-token",
        "password",
        "passwd",
        "passphrase",
        "passworddata",
        "privatekey",
        "keymaterial",
        "secretstring",
        "secretbinary",
        "clientsecret",
        "authtoken",
        "accesstoken",
        "refreshtoken",
        "idtoken",
        "bearertoken",
        "authorization",
        "plaintext"
    };

    /**
     * How what is secret by itself begins, in base64: the tokens of AWS' security token service,
     * and gzip, in which nobody can see what it holds.
     */
    private static final byte[][] TOKEN_STARTS = {
        "IQoJb3JpZ2lu".getBytes(StandardCharsets.ISO_8859_1),
        "FwoGZXIvYXdz".getBytes(StandardCharsets.ISO_8859_1),
        "FQoGZXIvYXdz".getBytes(StandardCharsets.ISO_8859_1),
        "H4sIA".getBytes(StandardCharsets.ISO_8859_1)
    };

    private CredentialMask() {}

    /** Whether a field's value may never leave the reader. */
    static boolean isSecretField(String name) {
        return switch (name) {
            case "sessionToken", "secretAccessKey", "SessionToken", "SecretAccessKey" -> true;
            default -> false;
        };
    }

    /** A copy of the bytes without credentials. */
    static byte[] mask(byte[] bytes, int from, int to) {
        JsonStrings.Buffer out = new JsonStrings.Buffer();
        boolean inCredentials = false;
        int at = from;
        while (at < to) {
            byte b = bytes[at];
            if (b == '}') {
                inCredentials = false;
            }
            int tokenEnd = tokenEnd(bytes, at, to);
            if (tokenEnd > at) {
                out.append(MASK_BYTES, 0, MASK_BYTES.length);
                at = tokenEnd;
                continue;
            }
            out.append(b);
            at++;
            if (b != ':' && b != '=') {
                continue;
            }
            String name = nameBefore(bytes, from, at - 1);
            if (name.endsWith("credentials")) {
                inCredentials = true;
            } else if (isSecret(name) || (inCredentials && name.equals("accesskeyid"))) {
                at = maskValue(bytes, at, to, out);
            }
        }
        return Arrays.copyOf(out.bytes, out.length);
    }

    static String mask(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new String(mask(bytes, 0, bytes.length), StandardCharsets.UTF_8);
    }

    private static boolean isSecret(String name) {
        for (String secret : SECRETS) {
            if (name.endsWith(secret)) {
                return true;
            }
        }
        return false;
    }

    /** The name to which {@code :} or {@code =} at {@code at} assigns, in lower case; or empty. */
    private static String nameBefore(byte[] bytes, int from, int at) {
        int end = at;
        while (end > from && isNoise(bytes[end - 1])) {
            end--;
        }
        int start = end;
        while (start > from && end - start < NAME_MAX && isNamePart(bytes[start - 1])) {
            start--;
        }
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
    }

    private static boolean isNoise(byte b) {
        return b == '"' || b == '\\' || b == '\'' || JsonStrings.isSpace(b);
    }

    private static boolean isNamePart(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '_';
    }

    /** Writes the mask in place of the value at {@code from}; returns where the value ends. */
    private static int maskValue(byte[] bytes, int from, int to, JsonStrings.Buffer out) {
        int at = from;
        while (at < to && JsonStrings.isSpace(bytes[at])) {
            out.append(bytes[at++]);
        }
        int backslashes = 0;
        while (at < to && bytes[at] == '\\') {
            backslashes++;
            out.append(bytes[at++]);
        }
        boolean quoted = at < to && bytes[at] == '"';
        if (at < to && (bytes[at] == '{' || bytes[at] == '[')) {
            return at;
        }
        if (quoted) {
            out.append(bytes[at++]);
        }
        out.append(MASK_BYTES, 0, MASK_BYTES.length);
        return quoted ? quotedEnd(bytes, at, to, backslashes) : plainEnd(bytes, at, to);
    }

    /** Where the quote stands that closes a string whose quotes follow so many backslashes. */
    private static int quotedEnd(byte[] bytes, int from, int to, int backslashes) {
        int run = 0;
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (b == '\\') {
                run++;
                continue;
            }
            if (b == '"' && run <= backslashes) {
                return at - run;
            }
            run = 0;
        }
        return to;
    }

    private static int plainEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !JsonStrings.isSpace(bytes[at]) && !isPlainEnd(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isPlainEnd(byte b) {
        return b == ',' || b == '}' || b == ']' || b == '"' || b == '\\';
    }

    private static int tokenEnd(byte[] bytes, int at, int to) {
        for (byte[] start : TOKEN_STARTS) {
            if (startsWith(bytes, at, to, start)) {
                int end = at + start.length;
                while (end < to && isBase64(bytes[end])) {
                    end++;
                }
                return end;
            }
        }
        return at;
    }

    private static boolean startsWith(byte[] bytes, int at, int to, byte[] start) {
        if (bytes[at] != start[0] || to - at < start.length) {
            return false;
        }
        for (int i = 1; i < start.length; i++) {
            if (bytes[at + i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBase64(byte b) {
        return isNamePart(b) || b == '+' || b == '/' || b == '=' || b == '\\';
    }
}
