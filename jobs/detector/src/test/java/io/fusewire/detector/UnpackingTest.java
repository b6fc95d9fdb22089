package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

class UnpackingTest {

    private static final Comparator<Line> ORDER =
            Comparator.comparingLong(Line::millis).thenComparing(Line::text);

    private final List<String> received = new ArrayList<>();
    private final Unpacking<Line> unpacking =
            new Unpacking<>(
                    ORDER,
                    Line::name,
                    Line::millis,
                    new NameByName.Receiver<>() {
                        @Override
                        public void accept(Line line) {
                            received.add(line.text());
                        }

                        @Override
                        public void end() {
                            received.add("end");
                        }
                    });

    private record Line(String name, long millis, String text) {}

    private void add(Line... parcel) throws Exception {
        unpacking.add(new ArrayList<>(List.of(parcel)));
    }

    @Test
    void handsOutWhatNoLaterParcelCanPrecede() throws Exception {
        assertThat(unpacking.isEmpty()).isTrue();
        add(new Line("x", 1, "1"), new Line("x", 5, "5"), new Line("x", 3, "3"));
        assertThat(received).isEmpty();

        add(new Line("x", 4, "4"));

        assertThat(received).containsExactly("1", "3");
        assertThat(unpacking.isEmpty()).isFalse();
    }

    @Test
    void ordersWhatHasOneTimeAcrossParcels() throws Exception {
        add(new Line("x", 1, "c"), new Line("x", 1, "a"));
        add(new Line("x", 1, "b"));

        unpacking.end();

        assertThat(received).containsExactly("a", "b", "c", "end");
    }

    @Test
    void ordersTimesThatShareAStamp() throws Exception {
        add(new Line("x", Long.MAX_VALUE, "later"));
        add(new Line("x", Long.MAX_VALUE - 1, "earlier"));

        unpacking.end();

        assertThat(received).containsExactly("earlier", "later", "end");
    }

    @Test
    void startsAfreshWithTheNextKey() throws Exception {
        add(new Line("x", 9, "9"));
        unpacking.end();

        add(new Line("x", 1, "1"));
        unpacking.end();

        assertThat(received).containsExactly("9", "end", "1", "end");
    }

    @Property
    void whateverWasPackedTogetherComesOutNameByNameInOrder(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 60) int count,
            @ForAll @IntRange(min = 1, max = 3) int names)
            throws Exception {
        received.clear();
        List<List<Line>> parcels = new ArrayList<>();
        List<Line> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Line line = new Line("n" + random.nextInt(names), random.nextInt(20), "t" + i);
            all.add(line);
            List<Line> fitting =
                    parcels.stream()
                            .filter(parcel -> parcel.get(0).name().equals(line.name()))
                            .filter(parcel -> random.nextInt(4) == 0)
                            .findFirst()
                            .orElse(null);
            if (fitting == null) {
                parcels.add(new ArrayList<>(List.of(line)));
            } else {
                fitting.add(line);
            }
        }
        parcels.sort(Comparator.comparingLong(UnpackingTest::stamp));
        List<String> expected = new ArrayList<>();
        parcels.stream()
                .map(parcel -> parcel.get(0).name())
                .distinct()
                .forEach(
                        name -> {
                            all.stream()
                                    .filter(line -> line.name().equals(name))
                                    .sorted(ORDER)
                                    .forEach(line -> expected.add(line.text()));
                            expected.add("end");
                        });

        for (List<Line> parcel : parcels) {
            unpacking.add(parcel);
        }
        unpacking.end();

        assertThat(received).isEqualTo(expected);
    }

    private static long stamp(List<Line> parcel) {
        return parcel.stream().mapToLong(line -> Parcel.stamp(line.millis())).min().orElseThrow();
    }
}
