package io.fusewire.core.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fusewire.core.containment.MassTripGuard.Answer;
import io.fusewire.core.containment.MassTripGuard.State;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class MassTripGuardTest {

    private static final long WINDOW = Duration.ofMinutes(5).toMillis();

    private static List<Answer> judge(int agentsSeen, long... times) {
        List<Answer> answers = new ArrayList<>();
        State state = State.EMPTY;
        for (int n = 0; n < times.length; n++) {
            Answer answer = MassTripGuard.DEFAULT.judge(state, "d" + n, times[n], agentsSeen);
            answers.add(answer);
            state = answer.next();
        }
        return answers;
    }

    private static long[] everySecond(int trips) {
        long[] times = new long[trips];
        for (int n = 0; n < trips; n++) {
            times[n] = n * 1_000L;
        }
        return times;
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 10", "50, 10", "54, 10", "55, 11", "100, 20", "1000, 40"})
    void tenOrAFifthOfTheAgentsPassAndTheRestIsHeldBack(int agentsSeen, int admitted) {
        List<Answer> answers = judge(agentsSeen, everySecond(40));
        assertThat(answers.subList(0, admitted)).allMatch(Answer::admitted);
        assertThat(answers.subList(admitted, 40)).noneMatch(Answer::admitted);
    }

    @Test
    void ofRecordedTripsThoseBeyondTheTenthOfAFloodAreToldAndLaterOnesPass() {
        Map<String, Long> trips = new LinkedHashMap<>();
        for (int n = 0; n < 12; n++) {
            trips.put("d" + n, n * 1_000L);
        }
        trips.put("later", 2 * WINDOW);
        assertThat(MassTripGuard.DEFAULT.heldBack(trips)).containsExactly("d10", "d11");
    }

    @Test
    void theFirstThatIsHeldBackPagesOnce() {
        List<Answer> answers = judge(0, everySecond(40));
        assertThat(answers.stream().filter(Answer::page)).hasSize(1);
        assertThat(answers.get(10).page()).isTrue();
        assertThat(answers.get(10).tripsInWindow()).isEqualTo(11);
        assertThat(answers.get(10).limit()).isEqualTo(10);
    }

    @Test
    void tripsThatAreFarApartAllPass() {
        long[] times = new long[100];
        for (int n = 0; n < times.length; n++) {
            times[n] = n * WINDOW / 10;
        }
        assertThat(judge(0, times)).allMatch(Answer::admitted);
    }

    @Test
    void aFloodStaysHeldBackUntilItEbbs() {
        long[] times = new long[30];
        for (int n = 0; n < 30; n++) {
            times[n] = n * 20_000L;
        }
        List<Answer> answers = judge(0, times);
        assertThat(answers.subList(10, 30)).noneMatch(Answer::admitted);
        State after = answers.get(29).next();
        Answer later = MassTripGuard.DEFAULT.judge(after, "later", times[29] + WINDOW, 0);
        assertThat(later.admitted()).isTrue();
    }

    @Test
    void aTripThatComesTwiceGetsItsFirstAnswerAgainAndCountsOnce() {
        List<Answer> answers = judge(0, everySecond(12));
        State state = answers.get(11).next();
        Answer first = MassTripGuard.DEFAULT.judge(state, "d3", 3_000, 0);
        Answer held = MassTripGuard.DEFAULT.judge(state, "d11", 11_000, 0);
        assertThat(first.admitted()).isTrue();
        assertThat(held.admitted()).isFalse();
        assertThat(held.page()).isFalse();
        assertThat(first.next()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.2, 1, 'tripsMax must be from 1 to 4096, but was 0'",
        "10, 1.5, 1, 'shareOfAgentsMax must be from 0 to 1, but was 1.5'",
        "10, NaN, 1, 'shareOfAgentsMax must be from 0 to 1, but was NaN'",
        "10, 0.2, 0, 'windowMillis must be positive, but was 0'"
    })
    void boundsOutOfRangeAreRefused(int trips, double share, long window, String message) {
        assertThatThrownBy(() -> new MassTripGuard(trips, share, window))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Property(tries = 200)
    void inNoWindowDoMorePassThanTheLimit(
            @ForAll @Size(max = 80) List<@IntRange(max = 1_200) Integer> seconds,
            @ForAll @IntRange(max = 200) int agentsSeen) {
        State state = State.EMPTY;
        List<Long> admitted = new ArrayList<>();
        int n = 0;
        for (int second : seconds.stream().sorted().toList()) {
            Answer answer =
                    MassTripGuard.DEFAULT.judge(state, "d" + n++, second * 1_000L, agentsSeen);
            state = answer.next();
            if (answer.admitted()) {
                admitted.add(second * 1_000L);
            }
            assertThat(state.trips()).hasSizeLessThanOrEqualTo(seconds.size());
        }
        for (long start : admitted) {
            assertThat(admitted.stream().filter(t -> t >= start && t < start + WINDOW).count())
                    .isLessThanOrEqualTo(Math.max(10, agentsSeen / 5));
        }
    }
}
