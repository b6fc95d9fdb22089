package io.fusewire.core.control;

import java.util.Locale;

/** Why something that people said took no effect; the labels of a metric. */
public enum Cause {
    /** It cannot be read, or breaks a rule of its format. */
    MALFORMED,
    /** It is longer than any good one. */
    TOO_LARGE,
    /** It would have to be signed. */
    UNSIGNED,
    /** It is signed by a key that nobody trusts. */
    UNKNOWN_KEY,
    /** It names another algorithm than its key's, or none. */
    WRONG_ALGORITHM,
    /** Its signature is not that of the key that it names. */
    WRONG_SIGNATURE,
    /** It has too few or too many signatures. */
    WRONG_COUNT,
    /** Its key does not count yet, or no longer. */
    KEY_NOT_VALID,
    /** Its signer lacks the role. */
    WRONG_ROLE,
    /** It is too old, or an approval that is over. */
    EXPIRED,
    /** It was issued in the future. */
    NOT_YET_ISSUED,
    /** Nothing tells when it was heard, so that an old one could pass for new. */
    TIME_UNKNOWN,
    /** It was heard before. */
    REPLAYED,
    /** Its key has signed more than anybody says in that time. */
    TOO_MANY,
    /** Its signer is the agent that it is about, or the agent's operator. */
    SELF,
    /** Its two signers are one person. */
    SAME_PERSON,
    /** It is in order, but does not fit what it is about: a wrong state, a used approval. */
    NO_EFFECT;

    /** The metric's label. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
