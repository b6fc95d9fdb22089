package io.fusewire.control;

import io.fusewire.core.control.Authority;
import io.fusewire.core.control.Cause;
import io.fusewire.core.control.Denial;
import io.fusewire.core.control.Saying;
import io.fusewire.core.control.Signer;
import io.fusewire.core.control.UsedMessages;
import io.fusewire.core.policy.Approval;
import io.fusewire.policy.ControlMessageReader;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PolicyProblem;
import io.fusewire.policy.SignedText;
import io.fusewire.policy.Statement;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads control messages and lets through only what those said who may.
 *
 * <p>What is signed counts if each signature is genuine and the domain lets its signer say it. What
 * is not signed is refused, but for policies and priors where they are let through on purpose.
 */
public final class ControlReader {

    /** Longest message, in bytes: a policy at its limit, in base64, and some more. */
    public static final int MESSAGE_BYTES_MAX = 2 * 1024 * 1024;

    /**
     * Nothing tells when the message was heard; a signed one is refused, for it may be an old one.
     */
    public static final long TIME_UNKNOWN = Long.MIN_VALUE;

    /** Of a file, for whose age whoever hands it over vouches. */
    public static final long WHEN_ISSUED = Long.MIN_VALUE + 1;

    /** Vouches for what nobody signed. */
    static final String NOBODY = "nobody";

    private final TrustedKeys keys;
    private final boolean unsignedPolicies;
    private final UsedMessages used;

    /**
     * What a message says, and who vouches for it.
     *
     * @param vouchedBy ids of the keys that signed it; {@code nobody} of what is unsigned
     */
    public record Heard(Statement statement, String vouchedBy) {}

    /**
     * Where and when a message was heard.
     *
     * @param source the topic's partition or the file that it stands in
     * @param offset its place in there
     * @param atMillis when the topic stored it, {@link #TIME_UNKNOWN} or {@link #WHEN_ISSUED}
     */
    public record Place(String source, long offset, long atMillis) {}

    /**
     * A reader.
     *
     * @param unsignedPolicies whether policies and priors count without signature
     * @param used what was heard before; goes on remembering
     */
    public ControlReader(TrustedKeys keys, boolean unsignedPolicies, UsedMessages used) {
        this.keys = keys;
        this.unsignedPolicies = unsignedPolicies;
        this.used = used;
    }

    /**
     * Reads one message.
     *
     * @throws RefusedMessageException if it counts for nothing
     */
    public Heard read(byte[] message, Place place) throws RefusedMessageException {
        if (message.length > MESSAGE_BYTES_MAX) {
            throw new RefusedMessageException(
                    Cause.TOO_LARGE,
                    "must have at most " + MESSAGE_BYTES_MAX + " bytes, but has " + message.length);
        }
        String text = text(message);
        SignedForm signed = SignedForm.of(text);
        return signed == null ? unsigned(text, place) : signed(signed, place);
    }

    private static String text(byte[] message) throws RefusedMessageException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
        } catch (CharacterCodingException e) {
            throw new RefusedMessageException(Cause.MALFORMED, "must be UTF-8");
        }
    }

    private Heard unsigned(String text, Place place) throws RefusedMessageException {
        Statement statement;
        try {
            statement = ControlMessageReader.read(text, place.source(), place.offset());
        } catch (PolicyException e) {
            throw malformed(e);
        }
        if (sayingOf(statement) != Saying.POLICY) {
            throw new RefusedMessageException(
                    Cause.UNSIGNED,
                    "a verdict, an approval or a command about an agent must be signed");
        }
        if (!unsignedPolicies) {
            throw new RefusedMessageException(
                    Cause.UNSIGNED,
                    "a policy or priors must be signed, unless control.unsigned-policies is true");
        }
        return new Heard(statement, NOBODY);
    }

    private Heard signed(SignedForm message, Place place) throws RefusedMessageException {
        if (place.atMillis() == TIME_UNKNOWN) {
            throw new RefusedMessageException(
                    Cause.TIME_UNKNOWN,
                    "the topic must stamp messages itself (message.timestamp.type=LogAppendTime),"
                            + " or an old message could be played back");
        }
        List<Signer> signers = signersOf(message);
        SignedText said = said(message, place, signers);
        Saying saying = sayingOf(said.statement());
        long issuedAt = said.issuedAtMillis();
        long heardAt = place.atMillis() == WHEN_ISSUED ? issuedAt : place.atMillis();
        Statement statement = said.statement();
        Approval approval = statement.approval();
        refuseIf(Authority.ofMessage(saying, signers, issuedAt, heardAt));
        if (approval != null) {
            // It was not complete before both had signed, which nobody can tell later than by now.
            approval = approval.givenAt(Math.max(issuedAt, heardAt));
            statement = Statement.of(approval);
            refuseIf(Authority.ofApproval(approval, heardAt));
        }
        refuseIf(used.use(saying, signers, said.messageId(), issuedAt, heardAt));
        return new Heard(
                statement, signers.stream().map(Signer::keyId).collect(Collectors.joining(", ")));
    }

    /** Who signed; every signature must be genuine. */
    private List<Signer> signersOf(SignedForm message) throws RefusedMessageException {
        List<Signer> signers = new ArrayList<>();
        for (SignedForm.Part part : message.signatures()) {
            TrustedKey key = keys.get(part.keyId());
            if (key == null) {
                throw new RefusedMessageException(
                        Cause.UNKNOWN_KEY,
                        "kid must be a key of control.keys-file, but was " + part.keyId());
            }
            if (!key.algorithm().getName().equals(part.algorithm())) {
                throw new RefusedMessageException(
                        Cause.WRONG_ALGORITHM,
                        "alg must be "
                                + key.algorithm()
                                + ", as is the key "
                                + part.keyId()
                                + ", but was "
                                + part.algorithm());
            }
            if (!part.isBy(key)) {
                throw new RefusedMessageException(
                        Cause.WRONG_SIGNATURE,
                        "the signature must be that of key " + part.keyId() + ", but is not");
            }
            signers.add(key.signer());
        }
        return signers;
    }

    private static SignedText said(SignedForm message, Place place, List<Signer> signers)
            throws RefusedMessageException {
        try {
            return ControlMessageReader.readSigned(
                    message.payload(),
                    place.source(),
                    place.offset(),
                    signers.stream().map(Signer::person).toList());
        } catch (PolicyException e) {
            throw malformed(e);
        }
    }

    private static Saying sayingOf(Statement statement) {
        if (statement.policy() != null
                || statement.priors() != null
                || statement.staging() != null) {
            return Saying.POLICY;
        }
        return statement.approval() != null ? Saying.APPROVAL : Saying.COMMAND;
    }

    private static RefusedMessageException malformed(PolicyException e) {
        return new RefusedMessageException(
                Cause.MALFORMED,
                e.problems().stream()
                        .map(PolicyProblem::toString)
                        .collect(Collectors.joining("; ")));
    }

    private static void refuseIf(@Nullable Denial denial) throws RefusedMessageException {
        if (denial != null) {
            throw new RefusedMessageException(denial);
        }
    }
}
