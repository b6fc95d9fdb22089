package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class NameByNameTest {

    private final List<String> received = new ArrayList<>();
    private final NameByName<String> names =
            new NameByName<>(
                    new NameByName.Receiver<>() {
                        @Override
                        public void accept(String record) {
                            received.add(record);
                        }

                        @Override
                        public void end() {
                            received.add("end");
                        }
                    });

    @Test
    void passesAtOnceWhatIsOfOneName() throws Exception {
        assertThat(names.isEmpty()).isTrue();
        names.add("x", "x1");
        names.add("x", "x2");

        assertThat(received).containsExactly("x1", "x2");
        assertThat(names.isEmpty()).isFalse();
    }

    @Test
    void putsOtherNamesAsideUntilTheFirstIsOver() throws Exception {
        names.add("x", "x1");
        names.add("y", "y1");
        names.add("z", "z1");
        names.add("x", "x2");
        names.add("y", "y2");
        names.end();

        assertThat(received).containsExactly("x1", "x2", "end", "y1", "y2", "end", "z1", "end");
    }

    @Test
    void startsAfreshWithTheNextKey() throws Exception {
        names.add("x", "x1");
        names.add("y", "y1");
        names.end();
        received.clear();

        assertThat(names.isEmpty()).isTrue();
        names.add("y", "y2");
        names.end();

        assertThat(received).containsExactly("y2", "end");
    }
}
