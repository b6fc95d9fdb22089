package io.fusewire.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Looks again and again until something holds, up to a deadline. */
public final class Await {

    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private Await() {}

    /**
     * Waits until what is looked at is as wanted.
     *
     * @param what is waited for, as the error says it
     * @return what was seen then
     * @throws AssertionError with what was seen last, if the limit passes first
     */
    public static <T> T until(String what, Duration limit, Callable<T> look, Predicate<T> holds)
            throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            T seen = look.call();
            if (holds.test(seen)) {
                return seen;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        what + " must hold within " + limit + ", but last seen was: " + seen);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Waits until a look says true. */
    public static void until(String what, Duration limit, Callable<Boolean> look) throws Exception {
        until(what, limit, look, seen -> seen);
    }
}
