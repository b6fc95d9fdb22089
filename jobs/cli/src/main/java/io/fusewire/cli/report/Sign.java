package io.fusewire.cli.report;

import io.fusewire.core.detection.Charge;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Outcome;

import java.util.Locale;

/** How a call of an incident is drawn, and what it is called. */
enum Sign {
    LOST("lost", "lost"),
    GUARD("guard", "protection taken away"),
    RECREATED("recreated", "made again"),
    REFUSED("refused", "refused or failed"),
    OTHER("other", "another change");

    private final String style;
    private final String words;

    Sign(String style, String words) {
        this.style = style;
        this.words = words;
    }

    /** Class name in the style sheet. */
    String style() {
        return style;
    }

    String words() {
        return words;
    }

    static Sign of(Charge charge) {
        return charge.lost() ? LOST : GUARD;
    }

    static Sign of(Observation observation) {
        if (observation.outcome() != Outcome.SUCCESS) {
            return REFUSED;
        }
        if (observation.foreignLost() > 0) {
            return LOST;
        }
        if (observation.recreated() > 0) {
            return RECREATED;
        }
        return observation.effect() == Effect.PROTECTION_REMOVAL
                        || observation.effect() == Effect.AUDIT_TAMPERING
                ? GUARD
                : OTHER;
    }

    /** What came of a call after the decision. */
    static String meaning(Observation observation) {
        return switch (of(observation)) {
            case LOST -> Figures.grouped(observation.foreignLost()) + " lost";
            case RECREATED -> "made again";
            case REFUSED -> observation.outcome().name().toLowerCase(Locale.ROOT);
            case GUARD, OTHER ->
                    observation.effect() == Effect.READ
                            ? "looked"
                            : observation
                                    .effect()
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', ' ');
        };
    }
}
