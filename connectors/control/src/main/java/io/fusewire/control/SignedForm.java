package io.fusewire.control;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;

import io.fusewire.core.control.Cause;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A signed control message, taken apart: one payload and its signatures, each with its header.
 *
 * <p>Two forms of RFC 7515 are read. The compact one ({@code HEADER.PAYLOAD.SIGNATURE}) has one
 * signature; the general JSON one has any number over the same payload:
 *
 * <pre>{@code
 * {"payload":"…","signatures":[{"protected":"…","signature":"…"},{"protected":"…","signature":"…"}]}
 * }</pre>
 *
 * <p>A header holds {@code alg}, {@code kid} and {@code typ} and nothing else: nothing that a
 * message says of keys is ever followed, and nothing that some reader might understand otherwise is
 * let through. Base64 must be spelled in the one canonical way, so that a signature has one
 * spelling.
 *
 * @param payload what was signed
 * @param signatures each as a signed object of its own
 */
record SignedForm(String payload, List<Part> signatures) {

    /** The {@code typ} of every header, so that nothing signed for another purpose counts here. */
    static final String TYPE = "fusewire-control+jws";

    /** More than any message needs; each costs a verification. */
    static final int SIGNATURES_MAX = 4;

    private static final int HEADER_CHARS_MAX = 1_024;
    private static final Set<String> HEADER = Set.of("alg", "kid", "typ");
    private static final Set<String> GENERAL = Set.of("payload", "signatures");
    private static final Set<String> SIGNATURE = Set.of("protected", "signature");
    private static final Pattern COMPACT =
            Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*");

    /**
     * One signature.
     *
     * @param algorithm that its header names
     * @param keyId that its header names
     */
    record Part(String algorithm, String keyId, JWSObject signed) {

        boolean isBy(TrustedKey key) {
            return key.verifies(
                    signed.getHeader(), signed.getSigningInput(), signed.getSignature());
        }
    }

    /**
     * Takes a message apart.
     *
     * @return null if it is not meant to be a signed one
     * @throws RefusedMessageException if it is, but not a good one
     */
    static @Nullable SignedForm of(String text) throws RefusedMessageException {
        if (COMPACT.matcher(text).matches()) {
            String[] parts = text.split("\\.", -1);
            return new SignedForm(text(parts[1]), List.of(part(parts[0], parts[1], parts[2])));
        }
        Map<String, Object> json = text.startsWith("{") ? json(text) : null;
        return json != null && json.containsKey("signatures") ? general(json) : null;
    }

    /** Whether a text is signed, well or badly. */
    static boolean isMeantToBe(String text) {
        try {
            return of(text) != null;
        } catch (RefusedMessageException bad) {
            return true;
        }
    }

    private static @Nullable Map<String, Object> json(String text) {
        try {
            return JSONObjectUtils.parse(text);
        } catch (ParseException notJson) {
            // Whoever reads unsigned messages says what is wrong with it, and where.
            return null;
        }
    }

    private static SignedForm general(Map<String, Object> json) throws RefusedMessageException {
        requireKeys("a signed message", json, GENERAL);
        String payload = string("payload", json.get("payload"));
        if (!(json.get("signatures") instanceof List<?> list) || list.isEmpty()) {
            throw malformed("signatures must be a list of at least one");
        }
        if (list.size() > SIGNATURES_MAX) {
            throw new RefusedMessageException(
                    Cause.WRONG_COUNT,
                    "must have at most " + SIGNATURES_MAX + " signatures, but has " + list.size());
        }
        List<Part> parts = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> signature)) {
                throw malformed("each of signatures must be an object");
            }
            requireKeys("each of signatures", signature, SIGNATURE);
            parts.add(
                    part(
                            string("protected", signature.get("protected")),
                            payload,
                            string("signature", signature.get("signature"))));
        }
        return new SignedForm(text(payload), List.copyOf(parts));
    }

    private static Part part(String header, String payload, String signature)
            throws RefusedMessageException {
        Map<String, Object> members = headerMembers(header);
        requireKeys("a header", members, HEADER);
        if (!TYPE.equals(members.get("typ"))) {
            throw malformed("typ must be " + TYPE);
        }
        String algorithm = string("alg", members.get("alg"));
        String keyId = string("kid", members.get("kid"));
        if (algorithm.equalsIgnoreCase("none")) {
            throw new RefusedMessageException(
                    Cause.WRONG_ALGORITHM, "alg must be that of the key, but is none");
        }
        bytes(signature);
        try {
            return new Part(
                    algorithm,
                    keyId,
                    new JWSObject(
                            new Base64URL(header),
                            new Base64URL(payload),
                            new Base64URL(signature)));
        } catch (ParseException | IllegalArgumentException e) {
            throw malformed("must be a JSON Web Signature of RFC 7515");
        }
    }

    private static Map<String, Object> headerMembers(String header) throws RefusedMessageException {
        if (header.length() > HEADER_CHARS_MAX) {
            throw malformed("a header must have at most " + HEADER_CHARS_MAX + " characters");
        }
        Map<String, Object> members = json(text(header));
        if (members == null) {
            throw malformed("a header must be a JSON object");
        }
        return members;
    }

    private static void requireKeys(String what, Map<?, ?> object, Set<String> keys)
            throws RefusedMessageException {
        if (!object.keySet().equals(keys)) {
            throw malformed(
                    what
                            + " must have "
                            + String.join(", ", keys.stream().sorted().toList())
                            + " and nothing else");
        }
    }

    private static String string(String name, @Nullable Object value)
            throws RefusedMessageException {
        if (value instanceof String string) {
            return string;
        }
        throw malformed(name + " must be text");
    }

    private static String text(String base64) throws RefusedMessageException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(base64)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("header and payload must be UTF-8");
        }
    }

    private static byte[] bytes(String base64) throws RefusedMessageException {
        byte[] bytes = new Base64URL(base64).decode();
        if (!Base64URL.encode(bytes).toString().equals(base64)) {
            throw malformed("must be spelled in base64url without padding");
        }
        return bytes;
    }

    private static RefusedMessageException malformed(String reason) {
        return new RefusedMessageException(Cause.MALFORMED, reason);
    }
}
