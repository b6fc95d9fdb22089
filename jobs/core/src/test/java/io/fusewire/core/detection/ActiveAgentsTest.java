package io.fusewire.core.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.event.AgentKind;

import org.junit.jupiter.api.Test;

class ActiveAgentsTest {

    private static ActiveAgents seen(ActiveAgents before, int agents) {
        ActiveAgents all = before;
        for (int i = 0; i < agents; i++) {
            all = all.oneMore();
        }
        return all;
    }

    @Test
    void aDayCountsFromItsBeginningAndTheDayBeforeAsAWhole() {
        assertThat(ActiveAgents.NONE.count()).isZero();
        ActiveAgents monday = seen(ActiveAgents.NONE.on(100), 60);
        assertThat(monday.count()).isEqualTo(60);
        ActiveAgents tuesday = seen(monday.on(101), 5);
        assertThat(tuesday.count()).isEqualTo(60);
        assertThat(seen(tuesday, 70).count()).isEqualTo(75);
        assertThat(tuesday.on(102).count()).isEqualTo(5);
        assertThat(tuesday.on(103).count()).as("a day without anybody").isZero();
    }

    @Test
    void peopleAndServicesDoNotCount() {
        assertThat(AgentKind.values())
                .filteredOn(AgentKind::mayBeAgent)
                .containsExactly(AgentKind.AGENT, AgentKind.UNKNOWN);
    }

    @Test
    void aDayThatIsOverChangesNothing() {
        ActiveAgents tuesday = seen(ActiveAgents.NONE.on(101), 5);
        assertThat(tuesday.on(100)).isEqualTo(tuesday);
    }

    @Test
    void noMoreAreCountedThanTheBound() {
        ActiveAgents full = seen(ActiveAgents.NONE.on(1), ActiveAgents.AGENTS_MAX + 3);
        assertThat(full.isFull()).isTrue();
        assertThat(full.count()).isEqualTo(ActiveAgents.AGENTS_MAX);
    }
}
