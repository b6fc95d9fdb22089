package io.fusewire.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.containment.AccountGate;
import io.fusewire.core.containment.Backoff;
import io.fusewire.core.delivery.DeliveryEffect.Arrived;
import io.fusewire.core.delivery.DeliveryEffect.GivenUp;
import io.fusewire.core.delivery.DeliveryEffect.Left;
import io.fusewire.core.delivery.DeliveryEffect.Send;
import io.fusewire.core.delivery.DeliveryEffect.Unanswered;
import io.fusewire.core.delivery.DeliveryResult.Again;
import io.fusewire.core.delivery.DeliveryResult.Delivered;
import io.fusewire.core.delivery.DeliveryResult.Refused;
import io.fusewire.core.delivery.Message.Stand;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

class DeliveryDeskTest {

    private static final long REFRESH = 60_000;

    private DeliveryRules rules = new DeliveryRules(new Backoff(1_000, 8_000), 30_000, 0);
    private AccountGate gate = new AccountGate(new AccountGate.Pace(1_000, 1_000, 3, 5_000));
    private DeliveryState state = DeliveryState.untouched("pager", "d1");
    private final List<DeliveryEffect> seen = new ArrayList<>();
    private long now = 1_000_000;

    // One at a time, in order.

    @Test
    void sendsOneAtATimeAndInOrder() {
        take(event("1"));
        take(event("2"));
        assertThat(sent()).containsExactly("1");
        answer(new Delivered(202));
        assertThat(sent()).containsExactly("1", "2");
        answer(new Delivered(202));
        assertThat(state.isDone()).isTrue();
    }

    @Test
    void whatStandsOpenIsReplacedByWhatSaysItBetterWhileItWaits() {
        take(open("1"));
        take(open("2"));
        take(open("3"));
        answer(new Delivered(202));
        assertThat(sent()).containsExactly("1", "3");
        assertThat(seen).contains(new Left(open("2"), true));
    }

    @Test
    void anOpeningIsToldBeforeItsEnd() {
        take(open("1"));
        take(open("2"));
        take(closed("3"));
        answer(new Delivered(202));
        answer(new Delivered(202));
        answer(new Delivered(202));
        assertThat(sent()).containsExactly("1", "2", "3");
        assertThat(state.isDone()).isTrue();
    }

    @Test
    void theSameMessageTwiceIsSentOnce() {
        take(open("1"));
        take(open("1"));
        answer(new Delivered(202));
        assertThat(sent()).containsExactly("1");
    }

    @Test
    void tooManyThatWaitLeaveTheOldestOut() {
        take(event("first"));
        for (int i = 0; i <= DeliveryDesk.WAITING_MAX; i++) {
            take(event("w" + i));
        }
        assertThat(state.waiting()).hasSize(DeliveryDesk.WAITING_MAX);
        assertThat(seen).contains(new Left(event("w0"), false));
    }

    // Answers.

    @ParameterizedTest
    @CsvSource({"200", "202", "204"})
    void whatArrivedIsDone(int status) {
        assertThat(DeliveryResult.ofStatus("x", status, 0)).isEqualTo(new Delivered(status));
    }

    @ParameterizedTest
    @CsvSource({"408", "425", "429", "500", "502", "503", "504", "100", "600"})
    void whatMayPassIsSentAgain(int status) {
        assertThat(DeliveryResult.ofStatus("x", status, 7_000))
                .isEqualTo(new Again("x answered HTTP " + status + ".", 7_000));
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "307", "400", "401", "403", "404", "413", "422"})
    void whatWillNotPassIsGivenUp(int status) {
        assertThat(DeliveryResult.ofStatus("x", status, 0)).isInstanceOf(Refused.class);
    }

    @Test
    void anAnswerThatIsNoneIsAskedForAgainLaterAndLaterForEver() {
        take(open("1"));
        long before = 0;
        for (int i = 0; i < 40; i++) {
            answer(new Again("no answer.", 0));
            long pause = state.notBeforeMillis() - now;
            assertThat(pause).isBetween(500L, 8_000L);
            before = Math.max(before, pause);
            now = state.notBeforeMillis();
            at(desk -> desk.pass(now));
            // A gate that is slow lets it through later.
            now = Math.max(now, state.notBeforeMillis());
            at(desk -> desk.pass(now));
        }
        assertThat(before).isGreaterThan(4_000);
        assertThat(sent()).hasSize(41);
        answer(new Delivered(202));
        assertThat(state.isDone()).isTrue();
    }

    @Test
    void aReceiverThatAsksForAPauseGetsItUpToALongest() {
        take(open("1"));
        answer(new Again("busy.", 20_000));
        assertThat(state.notBeforeMillis() - now).isEqualTo(20_000);
        now = state.notBeforeMillis();
        at(desk -> desk.pass(now));
        answer(new Again("busy.", 86_400_000));
        assertThat(state.notBeforeMillis() - now).isEqualTo(30_000);
    }

    @Test
    void whatReplacesAMessageGoesInItsPlaceWhenItIsSentAgain() {
        take(open("1"));
        take(open("2"));
        answer(new Again("no answer.", 0));
        now = state.notBeforeMillis();
        at(desk -> desk.pass(now));
        assertThat(sent()).containsExactly("1", "2");
    }

    @Test
    void aMessageThatIsNotWantedIsGivenUpWithItsReasonAndTheNextIsSent() {
        take(event("1"));
        take(event("2"));
        answer(new Refused("x answered HTTP 400."));
        assertThat(seen).contains(new GivenUp(event("1"), 1, "x answered HTTP 400."));
        assertThat(sent()).containsExactly("1", "2");
    }

    @Test
    void anAnswerToAnythingElseIsNobodysAnyMore() {
        take(open("1"));
        at(desk -> desk.answered(open("0"), new Delivered(202), now));
        assertThat(state.underWay()).isEqualTo(open("1"));
    }

    @Test
    void aReceiverThatIsDownIsNoticedOnceAndAskedSlowly() {
        for (int i = 0; i < 5; i++) {
            state = DeliveryState.untouched("pager", "d" + i);
            take(open("m" + i));
            if (state.underWay() != null) {
                answer(new Again("no answer.", 0));
            }
        }
        assertThat(seen.stream().filter(e -> e instanceof Unanswered u && u.isNowDown()))
                .hasSize(1);
        assertThat(sent()).containsExactly("m0", "m1", "m2");
        now = state.notBeforeMillis();
        at(desk -> desk.pass(now));
        assertThat(sent()).contains("m4");
        answer(new Delivered(202));
        assertThat(gate.isSlow()).isFalse();
    }

    // Receivers that forget.

    @Test
    void whatStandsOpenIsSaidAgainUntilItIsOver() {
        rules = rules.refreshedEvery(REFRESH);
        take(open("1"));
        answer(new Delivered(200));
        assertThat(state.standing()).isEqualTo(open("1"));
        for (int i = 0; i < 3; i++) {
            now += REFRESH;
            at(desk -> desk.pass(now));
            answer(new Delivered(200));
        }
        assertThat(sent()).containsExactly("1", "1", "1", "1");
        assertThat(seen).contains(new Arrived(open("1"), 1, true, false));

        take(closed("2"));
        answer(new Delivered(200));
        assertThat(state.isDone()).isTrue();
    }

    @Test
    void aLaterOneIsSaidAgainInItsPlace() {
        rules = rules.refreshedEvery(REFRESH);
        take(open("1"));
        answer(new Delivered(200));
        take(open("2"));
        answer(new Delivered(200));
        now += REFRESH;
        at(desk -> desk.pass(now));
        assertThat(sent()).containsExactly("1", "2", "2");
    }

    @Test
    void whatIsRefusedWhenSaidAgainIsNotSaidAgainForEver() {
        rules = rules.refreshedEvery(REFRESH);
        take(open("1"));
        answer(new Delivered(200));
        now += REFRESH;
        at(desk -> desk.pass(now));
        answer(new Refused("gone."));
        assertThat(state.isDone()).isTrue();
    }

    // Restarts.

    @Test
    void whatWasUnderWayIsSentAgainAfterARestartUnderTheSameId() {
        take(open("1"));
        at(DeliveryDesk::resume);
        assertThat(sent()).containsExactly("1", "1");
        answer(new Delivered(202));
        assertThat(state.isDone()).isTrue();
    }

    /** Whatever happens, one is under way at most, in order, and the last open one arrives. */
    @Property(tries = 300)
    void whatWasSaidLastArrives(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 6) Integer> inputs) {
        state = DeliveryState.untouched("pager", "d1");
        gate = new AccountGate(new AccountGate.Pace(1_000, 1_000, 3, 5_000));
        seen.clear();
        int said = 0;
        for (int input : inputs) {
            switch (input) {
                case 0, 1 -> take(open("m" + said++));
                case 2 -> answer(new Again("no answer.", 0));
                case 3 -> answer(new Delivered(202));
                case 4 -> at(DeliveryDesk::resume);
                default -> {
                    now += 3_000;
                    at(desk -> desk.pass(now));
                }
            }
            assertThat(state.waiting().size()).isLessThanOrEqualTo(2);
        }
        for (int i = 0; i < 10 && !state.isDone(); i++) {
            now += 40_000;
            at(desk -> desk.pass(now));
            answer(new Delivered(202));
        }
        assertThat(state.isDone()).isTrue();
        List<String> arrived =
                seen.stream()
                        .filter(Arrived.class::isInstance)
                        .map(e -> ((Arrived) e).message().id())
                        .toList();
        assertThat(arrived).doesNotHaveDuplicates();
        if (said > 0) {
            assertThat(arrived).last().isEqualTo("m" + (said - 1));
        }
    }

    // The desk, stored and loaded again around each input.

    private void at(Consumer<DeliveryDesk> input) {
        DeliveryDesk desk = new DeliveryDesk(rules, gate, state);
        input.accept(desk);
        state = desk.state();
        seen.addAll(desk.effects());
    }

    private void take(Message message) {
        at(desk -> desk.take(message, now));
    }

    private void answer(DeliveryResult result) {
        Message asked = state.underWay();
        if (asked != null) {
            at(desk -> desk.answered(asked, result, now));
        }
    }

    private List<String> sent() {
        return seen.stream()
                .filter(Send.class::isInstance)
                .map(e -> ((Send) e).message().id())
                .toList();
    }

    private static Message open(String id) {
        return new Message(id, "pager", "d1", Stand.OPEN, "{}", 0);
    }

    private static Message closed(String id) {
        return new Message(id, "pager", "d1", Stand.CLOSED, "{}", 0);
    }

    private static Message event(String id) {
        return new Message(id, "pager", "d1", Stand.EVENT, "{}", 0);
    }
}
