package io.fusewire.core.containment;

import static io.fusewire.core.containment.Rung.AGENT_SESSIONS;
import static io.fusewire.core.containment.Rung.KEY;
import static io.fusewire.core.containment.Rung.PERSON;
import static io.fusewire.core.containment.Rung.ROLE_SESSIONS;
import static io.fusewire.core.containment.Rung.SESSION;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.containment.Escalation.Reach;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.util.EnumSet;
import java.util.Set;

class EscalationTest {

    private static final Reach EVERYTHING = new Reach(true, true, true);
    private static final EscalationPolicy ANYTHING =
            new EscalationPolicy(EnumSet.allOf(Rung.class));

    private static EscalationStep next(Rung current, Reach reach, EscalationPolicy policy) {
        return Escalation.next(current, EscalationCause.STILL_AT_WORK, reach, policy);
    }

    @Test
    void climbsRungByRungToAPerson() {
        assertThat(next(SESSION, EVERYTHING, ANYTHING).rung()).isEqualTo(AGENT_SESSIONS);
        assertThat(next(AGENT_SESSIONS, EVERYTHING, ANYTHING).rung()).isEqualTo(ROLE_SESSIONS);
        assertThat(next(ROLE_SESSIONS, EVERYTHING, ANYTHING).rung()).isEqualTo(KEY);
        assertThat(next(KEY, EVERYTHING, ANYTHING).rung()).isEqualTo(PERSON);
        assertThat(next(PERSON, EVERYTHING, ANYTHING).rung()).isEqualTo(PERSON);
    }

    @Test
    void byDefaultNobodyElsesSessionsAreHit() {
        EscalationStep step = next(AGENT_SESSIONS, EVERYTHING, EscalationPolicy.DEFAULT);
        assertThat(step.rung()).isEqualTo(KEY);
        assertThat(step.reason())
                .isEqualTo(
                        "the session still got something done after the policy must have taken"
                                + " effect; policy does not allow to deny older session of the"
                                + " role");
    }

    @Test
    void aRungThatIsNotThereIsPassed() {
        EscalationStep step = next(SESSION, new Reach(false, false, false), ANYTHING);
        assertThat(step.rung()).isEqualTo(PERSON);
        assertThat(step.reason())
                .contains(
                        "there is no further session of the agent to deny",
                        "there is no key to deny");
    }

    @Property
    void itNeverGoesDownNorBeyondWhatPolicyAllows(
            @ForAll Rung current,
            @ForAll EscalationCause cause,
            @ForAll boolean sessions,
            @ForAll boolean role,
            @ForAll boolean key,
            @ForAll Set<Rung> allowed) {
        EscalationPolicy policy = new EscalationPolicy(allowed);
        EscalationStep step =
                Escalation.next(current, cause, new Reach(sessions, role, key), policy);
        assertThat(step.rung() == PERSON || step.rung().compareTo(current) > 0).isTrue();
        assertThat(policy.allowed()).contains(step.rung());
        assertThat(step.reason()).startsWith(cause.words());
    }
}
