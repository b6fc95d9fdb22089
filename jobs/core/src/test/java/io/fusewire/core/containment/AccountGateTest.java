package io.fusewire.core.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fusewire.core.containment.AccountGate.Pace;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.util.List;

class AccountGateTest {

    private static final Pace PACE = new Pace(2, 3, 2, 10_000);

    @Test
    void spendsItsBurstAndThenKeepsThePace() {
        AccountGate gate = new AccountGate(PACE);
        for (int i = 0; i < 3; i++) {
            assertThat(gate.admit(0)).isZero();
        }
        assertThat(gate.admit(0)).isEqualTo(500);
        assertThat(gate.admit(499)).isGreaterThan(499);
        assertThat(gate.admit(500)).isEqualTo(500);
        assertThat(gate.admit(500)).isEqualTo(1_000);
    }

    @Property
    void neverAdmitsMoreThanBurstAndPaceAllow(@ForAll List<@IntRange(max = 2_000) Integer> pauses) {
        AccountGate gate = new AccountGate(PACE);
        long now = 0;
        int admitted = 0;
        for (int pause : pauses) {
            now += pause;
            if (gate.admit(now) == now) {
                admitted++;
            }
        }
        assertThat(admitted).isLessThanOrEqualTo(3 + (int) (now * 2 / 1_000));
    }

    @Test
    void slowsDownOnceAndRecoversWithTheFirstCertainAnswer() {
        AccountGate gate = new AccountGate(PACE);
        assertThat(gate.unconfirmed(0)).isFalse();
        assertThat(gate.unconfirmed(0)).isTrue();
        assertThat(gate.unconfirmed(0)).isFalse();
        assertThat(gate.admit(1)).isEqualTo(10_000);
        assertThat(gate.admit(10_000)).isEqualTo(10_000);
        assertThat(gate.admit(10_001)).isEqualTo(20_000);

        gate.answered();
        assertThat(gate.admit(10_002)).isEqualTo(10_002);
        assertThat(gate.unconfirmed(10_003)).isFalse();
    }

    @Test
    void gatesThatShareAPaceKeepItTogether() {
        Pace share = new Pace(5, 10, 10, 5_000).sharedBy(4);
        assertThat(share.writesPerSecond() * 4).isEqualTo(5);
        assertThat(share.burst() * 4).isLessThanOrEqualTo(10);
    }

    @Test
    void refusesAPaceThatStandsStill() {
        assertThatThrownBy(() -> new Pace(0, 1, 1, 1))
                .hasMessageContaining("0.0 writes per second");
    }
}
