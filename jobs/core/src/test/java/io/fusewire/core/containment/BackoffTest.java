package io.fusewire.core.containment;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;

class BackoffTest {

    private final Backoff backoff = new Backoff(100, 5_000);

    @Property
    void staysBetweenHalfAndAllOfTheDoubledPause(
            @ForAll String name, @ForAll @IntRange(min = 1) int attempt) {
        double full = Math.min(5_000, 100 * Math.pow(2, Math.min(attempt - 1, 40)));
        assertThat((double) backoff.pauseMillis(Target.role(name), attempt))
                .isBetween(full / 2 - 1, full + 1);
    }

    @Test
    void isTheSameForOneTargetAndSpreadOverMany() {
        Set<Long> pauses = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Target target = Target.role("arn:aws:iam::111122223333:role/r" + i);
            assertThat(backoff.pauseMillis(target, 7)).isEqualTo(backoff.pauseMillis(target, 7));
            pauses.add(backoff.pauseMillis(target, 7));
        }
        assertThat(pauses).hasSizeGreaterThan(80);
    }
}
