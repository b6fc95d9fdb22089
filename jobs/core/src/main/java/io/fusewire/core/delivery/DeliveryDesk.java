package io.fusewire.core.delivery;

import io.fusewire.core.containment.AccountGate;
import io.fusewire.core.delivery.DeliveryEffect.Arrived;
import io.fusewire.core.delivery.DeliveryEffect.GivenUp;
import io.fusewire.core.delivery.DeliveryEffect.Left;
import io.fusewire.core.delivery.DeliveryEffect.Send;
import io.fusewire.core.delivery.DeliveryEffect.Unanswered;
import io.fusewire.core.delivery.DeliveryResult.Again;
import io.fusewire.core.delivery.DeliveryResult.Delivered;
import io.fusewire.core.delivery.DeliveryResult.Refused;
import io.fusewire.core.delivery.Message.Stand;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What one receiver is told of one key: takes in messages, the receiver's answers and the passing
 * of time; says what to send.
 *
 * <pre>{@code
 * message ─► waiting; a later one of its stand replaces it ─► one under way
 *      its answer: Delivered ─► the next;  an open one stands, and is said again every so often
 *                  Refused ─► given up, with the reason
 *                  Again ─► sent again after a pause, for ever; what replaces it goes instead
 * }</pre>
 *
 * <p>Loaded from a {@link DeliveryState}, used for one input, and read out again. What was under
 * way when the state was stored is sent again by {@link #resume}, under the same id: at least once.
 */
public final class DeliveryDesk {

    /** Messages of one key that wait; of more the oldest is left out. */
    public static final int WAITING_MAX = 16;

    private final DeliveryRules rules;
    private final AccountGate gate;
    private final String receiver;
    private final String key;
    private final List<Message> waiting;
    private final List<DeliveryEffect> effects = new ArrayList<>();

    private @Nullable Message underWay;
    private int attempts;
    private @Nullable Message standing;
    private long notBeforeMillis;
    private long refreshAtMillis;

    /**
     * @param gate of the receiver, for all its keys: a budget, and a slow pace while it does not
     *     answer
     */
    public DeliveryDesk(DeliveryRules rules, AccountGate gate, DeliveryState state) {
        this.rules = rules;
        this.gate = gate;
        this.receiver = state.receiver();
        this.key = state.key();
        this.underWay = state.underWay();
        this.attempts = state.attempts();
        this.waiting = new ArrayList<>(state.waiting());
        this.standing = state.standing();
        this.notBeforeMillis = state.notBeforeMillis();
        this.refreshAtMillis = state.refreshAtMillis();
    }

    /** What is to be remembered. */
    public DeliveryState state() {
        return new DeliveryState(
                receiver,
                key,
                underWay,
                attempts,
                waiting,
                standing,
                notBeforeMillis,
                refreshAtMillis);
    }

    /** What has to be done, in this order. */
    public List<DeliveryEffect> effects() {
        return List.copyOf(effects);
    }

    /** When {@link #pass} has something to do; {@link DeliveryState#NEVER} if never. */
    public long nextMillis() {
        if (underWay != null) {
            return DeliveryState.NEVER;
        }
        return waiting.isEmpty() ? refreshAtMillis : notBeforeMillis;
    }

    /** Takes in a message. One that is known already, as after a restart, changes nothing. */
    public void take(Message message, long nowMillis) {
        if (!isKnown(message)) {
            enqueue(message);
        }
        sendIfPossible(nowMillis);
    }

    private boolean isKnown(Message message) {
        return isSame(underWay, message)
                || isSame(standing, message)
                || waiting.stream().anyMatch(known -> isSame(known, message));
    }

    private static boolean isSame(@Nullable Message known, Message message) {
        return known != null && known.id().equals(message.id());
    }

    private void enqueue(Message message) {
        int last = waiting.size() - 1;
        if (last >= 0 && waiting.get(last).isReplacedBy(message)) {
            effects.add(new Left(waiting.remove(last), true));
        } else if (waiting.size() == WAITING_MAX) {
            effects.add(new Left(waiting.remove(0), false));
        }
        waiting.add(message);
    }

    /** Takes in the answer to the message under way; one to any other is nobody's any more. */
    public void answered(Message message, DeliveryResult result, long nowMillis) {
        if (!message.equals(underWay)) {
            return;
        }
        underWay = null;
        attempts++;
        boolean isRefresh = message.equals(standing);
        if (result instanceof Delivered) {
            gate.answered();
            effects.add(
                    new Arrived(
                            message, attempts, isRefresh, result.equals(DeliveryResult.REHEARSED)));
            stand(message, nowMillis);
            attempts = 0;
        } else if (result instanceof Refused refused) {
            gate.answered();
            effects.add(new GivenUp(message, attempts, refused.reason()));
            if (isRefresh) {
                forgetStanding();
            }
            attempts = 0;
        } else if (result instanceof Again again) {
            sendLater(message, again, nowMillis);
        }
        sendIfPossible(nowMillis);
    }

    private void stand(Message message, long nowMillis) {
        if (message.stand() == Stand.CLOSED) {
            forgetStanding();
        } else if (message.stand() == Stand.OPEN && rules.refreshMillis() > 0) {
            standing = message;
            refreshAtMillis = nowMillis + rules.refreshMillis();
        }
    }

    private void forgetStanding() {
        standing = null;
        refreshAtMillis = DeliveryState.NEVER;
    }

    private void sendLater(Message message, Again again, long nowMillis) {
        boolean isNowDown = gate.unconfirmed(nowMillis);
        effects.add(new Unanswered(message, attempts, again.reason(), isNowDown));
        if (!waiting.isEmpty() && message.isReplacedBy(waiting.get(0))) {
            effects.add(new Left(message, true));
        } else {
            waiting.add(0, message);
        }
        long asked = Math.min(again.afterMillis(), rules.askedPauseMaxMillis());
        long pause = rules.backoff().pauseMillis(receiver + ' ' + key, attempts);
        notBeforeMillis = nowMillis + Math.max(asked, pause);
    }

    /** Lets time pass. */
    public void pass(long nowMillis) {
        Message toSayAgain = standing;
        if (toSayAgain != null
                && refreshAtMillis <= nowMillis
                && underWay == null
                && waiting.isEmpty()) {
            waiting.add(toSayAgain);
        }
        sendIfPossible(nowMillis);
    }

    private void sendIfPossible(long nowMillis) {
        if (underWay != null || waiting.isEmpty() || nowMillis < notBeforeMillis) {
            return;
        }
        long admittedAtMillis = gate.admit(nowMillis);
        if (admittedAtMillis > nowMillis) {
            notBeforeMillis = admittedAtMillis;
            return;
        }
        Message next = waiting.remove(0);
        underWay = next;
        notBeforeMillis = 0;
        effects.add(new Send(next, attempts + 1));
    }

    /** After a restart: sends again what was under way, under the same id. */
    public void resume() {
        if (underWay != null) {
            effects.add(new Send(underWay, attempts + 1));
        }
    }
}
