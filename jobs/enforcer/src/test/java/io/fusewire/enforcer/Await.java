package io.fusewire.enforcer;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Looks again and again until something holds, up to a deadline. */
final class Await {

    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private Await() {}

    static <T> T until(String what, Duration limit, Callable<T> look, Predicate<T> holds)
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

    static void until(String what, Duration limit, Callable<Boolean> look) throws Exception {
        until(what, limit, look, seen -> seen);
    }
}
