package io.fusewire.core.containment;

import org.jspecify.annotations.Nullable;

/**
 * The turns of a target's one writer: whether AWS has to be asked, whether it may be, what is under
 * way, and when the policy is read again.
 *
 * <p>One write at a time: what falls due meanwhile waits for the next turn. A write that is asked
 * for while everything that the policy has to say was confirmed is a check.
 */
final class WriteTurns {

    private final ContainmentRules rules;
    private final AccountGate gate;
    private final Target target;

    private @Nullable WriteAsked asked;
    private boolean isDue;
    private boolean isInForce;
    private int attempts;
    private long askNotBeforeMillis;
    private long checkAtMillis;

    /**
     * @param gate of the account that the target is in
     */
    WriteTurns(ContainmentRules rules, AccountGate gate, TargetState state) {
        this.rules = rules;
        this.gate = gate;
        this.target = state.ledger().target();
        this.asked = state.asked();
        this.isDue = state.isDue();
        this.isInForce = state.isInForce();
        this.attempts = state.attempts();
        this.askNotBeforeMillis = state.askNotBeforeMillis();
        this.checkAtMillis = state.checkAtMillis();
    }

    // What is to be remembered.

    /** The write under way; null if there is none. */
    @Nullable WriteAsked asked() {
        return asked;
    }

    boolean isDue() {
        return isDue;
    }

    boolean isInForce() {
        return isInForce;
    }

    /** Writes in a row that AWS left unconfirmed. */
    int attempts() {
        return attempts;
    }

    long askNotBeforeMillis() {
        return askNotBeforeMillis;
    }

    long checkAtMillis() {
        return checkAtMillis;
    }

    /** When there is something to do; {@link TargetState#NEVER} if nothing is expected. */
    long nextMillis() {
        return isDue && asked == null ? Math.min(checkAtMillis, askNotBeforeMillis) : checkAtMillis;
    }

    // What makes a turn due.

    /** What the policy has to say has changed. */
    void policyChanged() {
        isDue = true;
        isInForce = false;
    }

    /** The policy is to be read again, whatever it was found to say. */
    void readAgain() {
        isDue = true;
    }

    /** Whether it is time for a check; says so once. */
    boolean isTimeForCheck(long nowMillis) {
        if (checkAtMillis > nowMillis) {
            return false;
        }
        checkAtMillis = TargetState.NEVER;
        return true;
    }

    // A turn.

    /** Whether AWS may be asked now. */
    boolean isAdmitted(long nowMillis) {
        if (!isDue || asked != null || nowMillis < askNotBeforeMillis) {
            return false;
        }
        long admittedAtMillis = gate.admit(nowMillis);
        if (admittedAtMillis > nowMillis) {
            askNotBeforeMillis = admittedAtMillis;
            return false;
        }
        return true;
    }

    WriteAsked ask(WriteRequest request, long nowMillis) {
        WriteAsked next = new WriteAsked(request, attempts + 1, nowMillis, isInForce);
        asked = next;
        isDue = false;
        askNotBeforeMillis = 0;
        return next;
    }

    /** Ends the turn under way; false if the answer is to another one. */
    boolean end(WriteAsked answeredTo) {
        if (!answeredTo.equals(asked)) {
            return false;
        }
        asked = null;
        return true;
    }

    /** Whether AWS, after it was long silent, has answered for certain. */
    boolean answersAgain() {
        return gate.answered();
    }

    void confirmed() {
        attempts = 0;
        isInForce = !isDue;
    }

    void refused(long nowMillis) {
        attempts = 0;
        checkAtMillis = nowMillis + rules.checkMillis();
    }

    /** Asks again after a pause; whether AWS has by now been silent for so long that it is told. */
    boolean unconfirmed(long nowMillis) {
        attempts++;
        isDue = true;
        askNotBeforeMillis = nowMillis + rules.backoff().pauseMillis(target, attempts);
        return gate.unconfirmed(nowMillis);
    }

    /** Whether this was the last attempt before the write counts as failed. */
    boolean areExhausted() {
        return attempts == rules.attemptsMax();
    }

    /**
     * Sets the time of the next check.
     *
     * @param isEmpty whether the policy has nothing to say, so that there is nothing to check
     */
    void checkLater(boolean isEmpty, long nowMillis) {
        checkAtMillis = isEmpty ? TargetState.NEVER : nowMillis + rules.checkMillis();
    }
}
