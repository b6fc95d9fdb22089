package io.fusewire.core.containment;

import static io.fusewire.core.containment.Rung.AGENT_SESSIONS;
import static io.fusewire.core.containment.Rung.KEY;
import static io.fusewire.core.containment.Rung.PERSON;
import static io.fusewire.core.containment.Rung.ROLE_SESSIONS;
import static io.fusewire.core.containment.Rung.SESSION;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fusewire.core.containment.Escalation.Obstacles;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

class EscalationTest {

    private static final Obstacles NONE = new Obstacles(null, null, null);
    private static final EscalationLadder ANYTHING = new EscalationLadder(List.of(Rung.values()));

    private static EscalationStep next(Rung current, Obstacles obstacles, EscalationLadder ladder) {
        return Escalation.next(current, EscalationCause.STILL_AT_WORK, obstacles, ladder);
    }

    @Test
    void climbsRungByRungToAPerson() {
        assertThat(next(SESSION, NONE, ANYTHING).rung()).isEqualTo(AGENT_SESSIONS);
        assertThat(next(AGENT_SESSIONS, NONE, ANYTHING).rung()).isEqualTo(ROLE_SESSIONS);
        assertThat(next(ROLE_SESSIONS, NONE, ANYTHING).rung()).isEqualTo(KEY);
        assertThat(next(KEY, NONE, ANYTHING).rung()).isEqualTo(PERSON);
        assertThat(next(PERSON, NONE, ANYTHING).rung()).isEqualTo(PERSON);
    }

    @Test
    void byDefaultNobodyElsesSessionsAreHit() {
        EscalationStep step = next(AGENT_SESSIONS, NONE, EscalationLadder.DEFAULT);
        assertThat(step.rung()).isEqualTo(PERSON);
        assertThat(step.reason())
                .isEqualTo(
                        "the session still got something done after the policy must have taken"
                                + " effect; policy's ladder has no role-sessions; policy's ladder"
                                + " has no key");
    }

    @Test
    void aRungThatIsNotThereIsPassed() {
        EscalationStep step =
                next(SESSION, new Obstacles("no session", "no role", "no key"), ANYTHING);
        assertThat(step.rung()).isEqualTo(PERSON);
        assertThat(step.reason()).endsWith("; no session; no role; no key");
    }

    @Property
    void itNeverGoesDownNorBeyondTheLadderAndSaysWhyItPassesRungsOver(
            @ForAll Rung current,
            @ForAll EscalationCause cause,
            @ForAll boolean sessions,
            @ForAll boolean role,
            @ForAll boolean key,
            @ForAll Set<Rung> climbed) {
        Set<Rung> rungs = EnumSet.of(SESSION, PERSON);
        rungs.addAll(climbed);
        EscalationLadder ladder = new EscalationLadder(List.copyOf(rungs));
        EscalationStep step =
                Escalation.next(
                        current,
                        cause,
                        new Obstacles(
                                sessions ? null : "no session",
                                role ? null : "no role",
                                key ? null : "no key"),
                        ladder);
        assertThat(step.rung() == PERSON || step.rung().compareTo(current) > 0).isTrue();
        assertThat(ladder.rungs()).contains(step.rung());
        assertThat(step.reason()).startsWith(cause.words());
        assertThat(step.reason().split("; "))
                .as("why each rung in between was passed over")
                .hasSize(1 + Math.max(0, step.rung().ordinal() - current.ordinal() - 1));
    }

    @Test
    void aLadderBeginsWithTheSessionEndsWithAPersonAndNeverGoesDown() {
        assertThat(EscalationLadder.problemOf(EscalationLadder.DEFAULT.rungs())).isNull();
        assertThat(EscalationLadder.problemOf(List.of())).contains("must begin with session");
        assertThat(EscalationLadder.problemOf(List.of(KEY, PERSON)))
                .contains("must begin with session");
        assertThat(EscalationLadder.problemOf(List.of(SESSION, KEY)))
                .contains("must end with person");
        assertThat(EscalationLadder.problemOf(List.of(SESSION, KEY, ROLE_SESSIONS, PERSON)))
                .contains("has role-sessions after key");
        assertThatThrownBy(() -> new EscalationLadder(List.of(SESSION, SESSION, PERSON)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a ladder must have each rung once and from the narrowest to the widest,"
                                + " but has session after session");
    }
}
