package io.fusewire.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.UUID;

class SessionFamilyTest {

    @ParameterizedTest
    @CsvSource({
        "alice, alice",
        "alice@example.com, alice@example.com",
        "ci-4711, ci-#",
        "ci-4711-2, ci-#",
        "ci-9f3a01, ci-#",
        "ci-abcd, ci-abcd",
        "ci-abc1, ci-#",
        "ci-ab1, ci-ab#",
        "job-7d1f2e3a-0000-4000-8000-00000000000f, job-#",
        "job-aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeee1-x, job-#-x",
        "nightly-2026-01-01T10:22:33Z, nightly-#",
        "nightly-20260101T102233Z, nightly-#",
        "nightly-2026-01-01T10:22:33.123+01:00-eu, nightly-#-eu",
        "botocore-session-1767225600, botocore-session-#",
        "aws-go-sdk-1722375070115152000, aws-go-sdk-#",
        "agent42, agent#",
        "v2-Blue, v#-Blue",
        "12-b5, #-b#"
    })
    void replacesWhatARunAddsToAName(String name, String family) {
        assertThat(SessionFamily.of(name)).isEqualTo(family);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i-0123abcd",
                "i-0123456789abcdef0",
                "mi-0123456789abcdef0",
                "17",
                "a1b2c3d4"
            })
    void knowsNamesThatPlatformsMake(String name) {
        assertThat(SessionFamily.isPlatformMade(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"i-012", "i-0123abcx", "alice", "-", "", "eks-prod", "AWSCodeBuild-x"})
    void takesOtherNamesForChosenOnes(String name) {
        assertThat(SessionFamily.isPlatformMade(name)).isFalse();
    }

    @Property
    void changesNothingTheSecondTime(
            @ForAll @Chars({'0', '7', 'a', 'f', 'g', 'T', 'Z', '-', '.', ':', '#', '@'})
                    String name) {
        String family = SessionFamily.of(name);

        assertThat(SessionFamily.of(family)).isEqualTo(family);
    }

    @Property
    void doesNotDependOnARunsNumber(
            @ForAll @AlphaChars @StringLength(min = 1, max = 8) String job,
            @ForAll @NumericChars @StringLength(min = 1, max = 12) String one,
            @ForAll @NumericChars @StringLength(min = 1, max = 12) String other) {
        assertThat(SessionFamily.of(job + "-" + one))
                .isEqualTo(SessionFamily.of(job + "-" + other));
    }

    @Property
    void doesNotDependOnUuidsOrTimes(
            @ForAll long seed, @ForAll @IntRange(max = 1_900_000_000) int second) {
        Random random = new Random(seed);
        UUID uuid = new UUID(random.nextLong(), random.nextLong());
        Instant time = Instant.ofEpochSecond(second);
        String compact =
                DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                        .withZone(ZoneOffset.UTC)
                        .format(time);

        assertThat(SessionFamily.of("run-" + uuid)).isEqualTo("run-#");
        assertThat(SessionFamily.of("run-" + time)).isEqualTo("run-#");
        assertThat(SessionFamily.of("run-" + compact)).isEqualTo("run-#");
    }

    @Test
    void readsAHostileNameInLinearTime() {
        assertThat(SessionFamily.of("f-".repeat(200_000) + "0")).hasSize(400_001);
        assertThat(SessionFamily.of("f".repeat(400_000) + "0")).isEqualTo("#");
    }
}
