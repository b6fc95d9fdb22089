package io.fusewire.core.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.inventory.HeapAccountStore;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.List;

class FirstHarmsTest {

    /** All have one hash code, so one home. */
    private static final List<String> NAMESAKES =
            List.of("AaAaAa", "AaAaBB", "AaBBAa", "AaBBBB", "BBAaAa", "BBAaBB");

    private final HeapAccountStore store = new HeapAccountStore();

    @Property(tries = 200)
    void rememberTheEarliestWhateverTheOrder(
            @ForAll @Size(min = 1, max = 20)
                    List<@LongRange(min = 0, max = 1_000_000) Long> times) {
        HeapAccountStore each = new HeapAccountStore();
        long earliest = Long.MAX_VALUE;
        for (long time : times) {
            earliest = Math.min(earliest, time);
            assertThat(FirstHarms.note("a", time, each)).isEqualTo(earliest);
        }
    }

    @Test
    void keepAgentsOfOneHashApartAsLongAsThereAreSlots() {
        for (int i = 0; i < FirstHarms.PROBES; i++) {
            FirstHarms.note(NAMESAKES.get(i), 100 + i, store);
        }
        for (int i = 0; i < FirstHarms.PROBES; i++) {
            assertThat(FirstHarms.note(NAMESAKES.get(i), 200, store)).isEqualTo(100 + i);
        }

        assertThat(FirstHarms.note(NAMESAKES.get(4), 300, store)).isEqualTo(300);
        assertThat(FirstHarms.note(NAMESAKES.get(4), 301, store)).isEqualTo(300);
        assertThat(FirstHarms.note(NAMESAKES.get(0), 302, store))
                .as("its slot was taken over")
                .isEqualTo(302);
    }

    @Test
    void forgetAnAgentAfterFourWeeksAndGiveItsSlotAway() {
        FirstHarms.note("AaAaAa", 0, store);
        long later = FirstHarms.REMEMBERED_MILLIS + 1;

        assertThat(FirstHarms.note("AaAaBB", later, store)).isEqualTo(later);
        assertThat(store.firstHarms().entries()).hasSize(1);
        assertThat(FirstHarms.note("AaAaAa", later, store)).isEqualTo(later);
    }
}
