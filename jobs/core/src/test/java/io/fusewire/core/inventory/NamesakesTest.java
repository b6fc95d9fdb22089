package io.fusewire.core.inventory;

import static io.fusewire.core.testing.TestingEvents.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.Effect;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Whose sessions are to be spared because they bear an agent's user id. */
class NamesakesTest {

    private static final String AGENTS = "role:AROAX:mei@example.com@2026-11-17T01:06:00Z";
    private static final String PERSONS = "role:AROAX:mei@example.com@2026-11-17T00:52:00Z";

    private final TestingAccount account = new TestingAccount();

    private List<String> person(String session, String... evidence) {
        return account.see(event().by("mei", AgentKind.HUMAN).evidence(evidence).session(session))
                .namesakes();
    }

    private List<String> agent(String session, Effect effect) {
        return account.see(event().by("kiro", AgentKind.AGENT).effect(effect).session(session))
                .namesakes();
    }

    @Test
    void anAgentsHarmTellsThePersonsSessionsOfItsUserId() {
        assertThat(person(PERSONS, "policy:humans[0]", "console:session")).isEmpty();
        person(PERSONS, "console:browser");
        person("role:AROAX:lee@example.com@2026-11-17T00:52:00Z", "console:browser");
        person("role:AROAY:mei@example.com@2026-11-17T00:52:00Z", "console:browser");

        assertThat(agent(AGENTS, Effect.DESTROY)).containsExactly(PERSONS);
        assertThat(agent(AGENTS, Effect.READ)).isEmpty();
        assertThat(agent("role:AROAX:mei@example.com", Effect.DESTROY)).isEmpty();
    }

    @Test
    void whatAClientSaysOfItselfSparesNothing() {
        person(PERSONS, "policy:humans[0]", "user-agent:browser");
        assertThat(agent(AGENTS, Effect.DESTROY)).isEmpty();
    }

    @Test
    void ofManySessionsOfOnePersonTheLatestAreKept() {
        for (int hour = 10; hour < 16; hour++) {
            person("role:AROAX:mei@2026-11-17T" + hour + ":00:00Z", "console:browser");
        }
        assertThat(agent("role:AROAX:mei@2026-11-17T09:00:00Z", Effect.MODIFY))
                .hasSize(Namesakes.SESSIONS_MAX)
                .first()
                .isEqualTo("role:AROAX:mei@2026-11-17T12:00:00Z");
    }
}
