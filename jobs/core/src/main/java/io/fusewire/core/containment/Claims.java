package io.fusewire.core.containment;

import io.fusewire.core.containment.DeskEffect.Page;
import io.fusewire.core.containment.Escalation.Obstacles;

import java.util.function.Consumer;

/**
 * What may be claimed of a containment after something happened, by {@link OutcomeTable}, and what
 * follows from it: a page, or the next rung.
 */
final class Claims {

    private final Target target;
    private final TargetPages pages;
    private final Consumer<DeskEffect> effects;
    private final Consumer<DenyEntry> widen;

    /**
     * @param widen makes the policy say a further entry
     */
    Claims(
            Target target,
            TargetPages pages,
            Consumer<DeskEffect> effects,
            Consumer<DenyEntry> widen) {
        this.target = target;
        this.pages = pages;
        this.effects = effects;
        this.widen = widen;
    }

    Containment take(Containment known, OutcomeInput input, String reason, long nowMillis) {
        OutcomeStep step = OutcomeTable.step(known.state(), input);
        if (step.next() == known.state()) {
            return known;
        }
        Containment changed = known.edit().state(step.next(), reason).done();
        return switch (step.consequence()) {
            case NONE, REFUSED -> changed;
            case WRITE -> changed.edit().awaitsWrite(true).done();
            case PAGE -> {
                effects.accept(new Page(pages.notKnown(changed, reason, nowMillis)));
                yield changed;
            }
            case ESCALATE -> climb(changed, causeOf(input), nowMillis);
        };
    }

    private static EscalationCause causeOf(OutcomeInput input) {
        return input == OutcomeInput.WRITE_REFUSED
                ? EscalationCause.WRITE_REFUSED
                : EscalationCause.STILL_AT_WORK;
    }

    /**
     * The next rung. Sessions that are not denied are the agent's affairs, not a target's, and so
     * is the key that opens them; a user's own key is set inactive with the first measure. So the
     * role's older sessions are the only wider measure here.
     */
    Containment climb(Containment known, EscalationCause cause, long nowMillis) {
        String roleArn = known.entry().roleArn();
        boolean hasRole = !roleArn.isEmpty() && target.holder() == PolicyHolder.ROLE;
        EscalationStep step =
                Escalation.next(
                        known.rung(), cause, obstacles(hasRole), known.tripCase().escalation());
        boolean isWider = step.rung() == Rung.ROLE_SESSIONS;
        if (isWider) {
            widen.accept(
                    DenyEntry.open(
                            known.tripCase().agent(),
                            DenyKind.ROLE_SESSIONS,
                            roleArn,
                            roleArn,
                            nowMillis));
        }
        Containment climbed =
                known.edit()
                        .rung(step.rung())
                        .awaitsWrite(known.awaitsWrite() || isWider)
                        .note("Escalated: " + step.reason() + ".")
                        .done();
        if (isWider) {
            effects.accept(new Page(pages.roleDenied(climbed, known.reason(), nowMillis)));
        } else if (known.rung() != Rung.PERSON || cause != EscalationCause.TAMPERED_WITH) {
            effects.accept(
                    new Page(
                            pages.leftToAPerson(
                                    climbed, known.reason(), step.reason(), nowMillis)));
        }
        return climbed;
    }

    private static Obstacles obstacles(boolean hasRole) {
        return new Obstacles(
                "to deny further sessions would not end this one",
                hasRole ? null : "there is no role whose older sessions could be denied",
                "to set a key inactive would end no session that it has opened");
    }
}
