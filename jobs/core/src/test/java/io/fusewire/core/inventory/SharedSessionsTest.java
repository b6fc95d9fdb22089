package io.fusewire.core.inventory;

import static io.fusewire.core.testing.TestingEvents.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.event.AgentKind;

import org.junit.jupiter.api.Test;

class SharedSessionsTest {

    private final TestingAccount account = new TestingAccount();

    private boolean isShared(String principal, AgentKind kind, String session) {
        return account.see(event().by(principal, kind).session(session)).sharedSession();
    }

    @Test
    void aSessionIsSharedOnceASecondCallerIsSeenInIt() {
        assertThat(isShared("ops", AgentKind.HUMAN, "one")).isFalse();
        assertThat(isShared("ops", AgentKind.AGENT, "one")).isTrue();
        assertThat(isShared("ops", AgentKind.HUMAN, "one")).isTrue();
    }

    @Test
    void sessionsOfOneRoleAreNotSharedByThat() {
        assertThat(isShared("ops", AgentKind.HUMAN, "persons")).isFalse();
        assertThat(isShared("ops", AgentKind.AGENT, "agents")).isFalse();
        assertThat(isShared("ops", AgentKind.AGENT, "agents")).isFalse();
    }

    @Test
    void aServiceThatActsOnTheSessionsBehalfIsNoSecondCaller() {
        assertThat(isShared("ops:agent", AgentKind.AGENT, "one")).isFalse();
        assertThat(isSharedInCascade("ops", "one")).isFalse();
        assertThat(isShared("ops:agent", AgentKind.AGENT, "one")).isFalse();
        assertThat(isShared("ops", AgentKind.HUMAN, "one")).isTrue();
        assertThat(isSharedInCascade("ops", "one")).isTrue();
    }

    private boolean isSharedInCascade(String principal, String session) {
        return account.see(
                        event().by(principal, AgentKind.UNKNOWN)
                                .session(session)
                                .causedBy("cloudformation.amazonaws.com"))
                .sharedSession();
    }

    @Test
    void theTableIsBounded() {
        for (int n = 0; n < SharedSessions.SLOTS + 1_000; n++) {
            isShared("ops", AgentKind.AGENT, "session-" + n);
        }

        assertThat(account.store.sessions().size()).isLessThanOrEqualTo(SharedSessions.SLOTS);
    }
}
