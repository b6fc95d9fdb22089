package io.fusewire.core.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.List;

class HeapQueueTest {

    /** Against a plain map, which knows nothing of an order. */
    @Property(tries = 300)
    void keepsWhatAMapKeeps(
            @ForAll @LongRange(min = -5, max = 1L << 40) long first,
            @ForAll @Size(max = 200) List<@IntRange(max = 4) Integer> steps) {
        HeapQueue<Integer> queue = new HeapQueue<>();
        HeapTable<Long, Integer> map = new HeapTable<>();
        long head = first;
        long tail = first;
        for (int step : steps) {
            if (step == 0) {
                queue.remove(head);
                map.remove(head);
                head = Math.min(tail, head + 1);
            } else if (step == 1) {
                // Not from the front.
                queue.remove(head + 2);
                map.remove(head + 2);
            } else {
                queue.put(tail, step);
                map.put(tail, step);
                tail++;
            }
            assertThat(queue.size()).isEqualTo(map.size());
            for (long position = first - 1; position <= tail + 1; position++) {
                assertThat(queue.get(position)).isEqualTo(map.get(position));
            }
        }
    }

    @Test
    void refusesAPositionThatDoesNotFollow() {
        HeapQueue<String> queue = new HeapQueue<>();
        queue.put(7L, "a");

        assertThatThrownBy(() -> queue.put(9L, "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("position must be from 7 to 8: 9");
    }
}
