package io.fusewire.standin;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;

/** Which share of requests goes wrong, and how. A request meets one fault at most. */
public final class Faults {

    /** Nothing goes wrong. */
    public static final Faults NONE = new Faults(new EnumMap<>(Kind.class));

    private static final double ROUNDING = 1e-9;

    /** What goes wrong. */
    public enum Kind {
        /** Answered {@code Throttling} or {@code TooManyRequestsException}, without effect. */
        THROTTLED,
        /**
         * A write answered {@code EntityTemporarilyUnmodifiable} or {@code
         * ConcurrentModificationException}, without effect.
         */
        UNMODIFIABLE,
        /**
         * Answered {@code ServiceFailure} or {@code ServiceException}; every second time after the
         * request had its effect.
         */
        SERVER_ERROR,
        /** Never answered; every second time after the request had its effect. */
        HANG,
        /** Carried out, then the connection is closed without an answer. */
        LOST_ANSWER,
        /** Carried out, then answered by half an answer, a page of HTML, or an empty result. */
        MALFORMED_ANSWER,
        /** A read answered as before the last change. */
        STALE_READ,
        /** A read answered with something missing or changed, or as another's. */
        WRONG_READ
    }

    private final Map<Kind, Double> shares;

    private Faults(Map<Kind, Double> shares) {
        this.shares = shares;
    }

    /**
     * These faults with another share of one kind.
     *
     * @param share of all requests, 0 to 1; kinds of reads or writes only leave the others alone
     * @throws IllegalArgumentException if the shares would be more than 1 together
     */
    public Faults with(Kind kind, double share) {
        if (!(share >= 0)) {
            throw new IllegalArgumentException("a share must be 0 or more, but was " + share);
        }
        Map<Kind, Double> changed = new EnumMap<>(Kind.class);
        changed.putAll(shares);
        changed.put(kind, share);
        double total = changed.values().stream().mapToDouble(Double::doubleValue).sum();
        if (total > 1 + ROUNDING) {
            throw new IllegalArgumentException(
                    "shares must be 1 or less together, but were " + total);
        }
        return new Faults(changed);
    }

    /**
     * What goes wrong with a request.
     *
     * @param die from 0 to below 1
     */
    @Nullable Kind drawn(double die, boolean isWrite) {
        double left = die;
        for (Map.Entry<Kind, Double> share : shares.entrySet()) {
            left -= share.getValue();
            if (left < 0) {
                return applies(share.getKey(), isWrite) ? share.getKey() : null;
            }
        }
        return null;
    }

    private static boolean applies(Kind kind, boolean isWrite) {
        return switch (kind) {
            case UNMODIFIABLE -> isWrite;
            case STALE_READ, WRONG_READ -> !isWrite;
            case THROTTLED, SERVER_ERROR, HANG, LOST_ANSWER, MALFORMED_ANSWER -> true;
        };
    }
}
