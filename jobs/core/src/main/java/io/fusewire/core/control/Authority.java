package io.fusewire.core.control;

import io.fusewire.core.identity.SessionFamily;
import io.fusewire.core.policy.Approval;
import io.fusewire.core.policy.PersonNames;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Says whether the holders of keys may say what they signed. Their signatures have been checked.
 *
 * <p>A message counts if it was heard within {@link Saying#ageMax} of when it was issued, by keys
 * that count at both times. When it was heard is the time at which the topic stored it, so that a
 * message is judged alike however often it is read; and a key that has expired cannot sign into its
 * own past.
 *
 * <p>That the signer of a command is not the agent's operator is for the guard to say, which knows
 * the agent's sessions; so it is of an approval whose agent is a pattern.
 */
public final class Authority {

    /** How far the clock of a signer may be ahead. */
    public static final Duration AHEAD_MAX = Duration.ofMinutes(2);

    private Authority() {}

    /**
     * Why the message does not count; null if it does.
     *
     * @param signers of its signatures, in their order
     * @param issuedAtMillis when it says that it was issued
     * @param heardAtMillis when it was heard
     */
    public static @Nullable Denial ofMessage(
            Saying saying, List<Signer> signers, long issuedAtMillis, long heardAtMillis) {
        if (signers.size() != saying.signatures()) {
            return new Denial(
                    Cause.WRONG_COUNT,
                    "must have "
                            + count(saying.signatures(), "signature")
                            + ", but has "
                            + signers.size());
        }
        for (Signer signer : signers) {
            Denial denial = ofSigner(saying, signer, issuedAtMillis, heardAtMillis);
            if (denial != null) {
                return denial;
            }
        }
        Denial denial = ofPersons(signers);
        return denial == null ? ofTime(saying, issuedAtMillis, heardAtMillis) : denial;
    }

    private static @Nullable Denial ofSigner(
            Saying saying, Signer signer, long issuedAtMillis, long heardAtMillis) {
        if (!signer.roles().contains(saying.role())) {
            return new Denial(
                    Cause.WRONG_ROLE,
                    "key "
                            + signer.keyId()
                            + " of "
                            + signer.person()
                            + " must have the role "
                            + saying.role()
                            + ", but has "
                            + signer.roles());
        }
        if (!signer.isValidAt(issuedAtMillis) || !signer.isValidAt(heardAtMillis)) {
            return new Denial(
                    Cause.KEY_NOT_VALID,
                    "key "
                            + signer.keyId()
                            + " counts from "
                            + time(signer.notBeforeMillis())
                            + " until "
                            + time(signer.expiryMillis())
                            + " only");
        }
        return null;
    }

    private static @Nullable Denial ofPersons(List<Signer> signers) {
        for (int i = 1; i < signers.size(); i++) {
            for (int earlier = 0; earlier < i; earlier++) {
                Signer one = signers.get(earlier);
                Signer other = signers.get(i);
                if (one.keyId().equals(other.keyId())
                        || PersonNames.same(one.person(), other.person())) {
                    return new Denial(
                            Cause.SAME_PERSON,
                            "must be signed by two persons, but keys "
                                    + one.keyId()
                                    + " and "
                                    + other.keyId()
                                    + " are "
                                    + one.person()
                                    + "'s");
                }
            }
        }
        return null;
    }

    private static @Nullable Denial ofTime(Saying saying, long issuedAtMillis, long heardAtMillis) {
        if (issuedAtMillis > heardAtMillis + AHEAD_MAX.toMillis()) {
            return new Denial(
                    Cause.NOT_YET_ISSUED,
                    "was issued at "
                            + time(issuedAtMillis)
                            + ", after it was heard at "
                            + time(heardAtMillis)
                            + ": is the signer's clock right?");
        }
        if (heardAtMillis - issuedAtMillis > saying.ageMax().toMillis()) {
            return new Denial(
                    Cause.EXPIRED,
                    "was issued at "
                            + time(issuedAtMillis)
                            + " and counts for "
                            + saying.ageMax().toMinutes()
                            + " minutes, but was heard at "
                            + time(heardAtMillis));
        }
        return null;
    }

    /**
     * Why a change approval is refused at once; null if it is not, and each use of it is looked at.
     *
     * @param approval its approvers are those who signed it
     */
    public static @Nullable Denial ofApproval(Approval approval, long heardAtMillis) {
        for (String approver : approval.approvers()) {
            if (names(approval.agent(), approver)) {
                return new Denial(
                        Cause.SELF, approver + " is the agent or its operator: a self-approval");
            }
        }
        if (approval.expiryMillis() <= heardAtMillis) {
            return new Denial(
                    Cause.EXPIRED,
                    "the approval ended at "
                            + time(approval.expiryMillis())
                            + ", before it was heard at "
                            + time(heardAtMillis));
        }
        List<String> problems = approval.problems();
        return problems.isEmpty() ? null : new Denial(Cause.MALFORMED, String.join("; ", problems));
    }

    /**
     * Whether an agent key, or a pattern of such, names a person: as its operator, or as itself. A
     * key holds a session name's family, in which numbers are not told apart, so a person whose
     * name has a number is compared by his family, too.
     */
    public static boolean names(String agent, String person) {
        String family = SessionFamily.of(person);
        for (String name : PersonNames.inAgentKey(agent)) {
            if (PersonNames.same(person, name) || PersonNames.same(family, name)) {
                return true;
            }
        }
        return false;
    }

    private static String count(int number, String what) {
        return number == 1 ? "1 " + what : number + " " + what + "s";
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
