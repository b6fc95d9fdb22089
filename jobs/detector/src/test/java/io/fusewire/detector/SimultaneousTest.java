package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

class SimultaneousTest {

    private final List<String> received = new ArrayList<>();
    private final Simultaneous<String> simultaneous =
            new Simultaneous<>(Comparator.<String>naturalOrder(), received::add);

    @Test
    void ordersWhatHasOneTimeOnceALaterTimeComes() throws Exception {
        simultaneous.add("b", 1);
        simultaneous.add("a", 1);
        assertThat(received).isEmpty();

        simultaneous.add("0", 2);

        assertThat(received).containsExactly("a", "b");
    }

    @Test
    void handsOutTheRestAtTheEnd() throws Exception {
        simultaneous.add("b", 1);
        simultaneous.add("a", 1);

        simultaneous.flush();

        assertThat(received).containsExactly("a", "b");
        assertThat(simultaneous.isEmpty()).isTrue();
    }

    @Test
    void startsAfreshAfterTheEndEvenWithAnEarlierTime() throws Exception {
        simultaneous.add("z", 9);
        simultaneous.flush();

        simultaneous.add("a", 1);
        simultaneous.flush();

        assertThat(received).containsExactly("z", "a");
    }
}
