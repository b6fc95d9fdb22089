package io.fusewire.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BaselineTest {

    private static final long HOUR = 3_600_000L;
    private static final String ROLE = "AWS::IAM::Role";

    private final Baseline baseline = new Baseline();

    @Test
    void anActionIsNewForAnHour() {
        assertThat(baseline.isNewAction("DeleteRole", ROLE, 0)).isTrue();
        baseline.noteAction("DeleteRole", ROLE, 0);

        assertThat(baseline.isNewAction("DeleteRole", ROLE, HOUR)).isTrue();
        assertThat(baseline.isNewAction("DeleteRole", ROLE, HOUR + 1)).isFalse();
        assertThat(baseline.isNewAction("DeleteRole", "AWS::IAM::User", HOUR + 1)).isTrue();
        assertThat(baseline.isNewAction("DeleteUser", ROLE, HOUR + 1)).isTrue();
    }

    @Test
    void anEarlierSightThatComesLateCounts() {
        baseline.noteEnvironment("a/eu", 10 * HOUR);
        baseline.noteEnvironment("a/eu", 8 * HOUR);

        assertThat(baseline.isNewEnvironment("a/eu", 10 * HOUR)).isFalse();
    }

    @Test
    void whatAnIncidentDidForTheFirstTimeIsForgotten() {
        baseline.noteAction("DeleteRole", ROLE, HOUR);
        baseline.noteAction("DeleteUser", ROLE, 5 * HOUR);

        baseline.forgetSince(5 * HOUR);

        assertThat(baseline.isNewAction("DeleteRole", ROLE, 9 * HOUR)).isFalse();
        assertThat(baseline.isNewAction("DeleteUser", ROLE, 9 * HOUR)).isTrue();
        assertThat(baseline.actions.keys).hasSize(1);
    }

    @Test
    void whoDoesAnythingIsSurprisedByNothing() {
        for (int n = 0; n < 2 * FirstTimes.KEYS_MAX; n++) {
            baseline.noteAction("Operation" + n, ROLE, 0);
        }
        assertThat(baseline.actions.keys).hasSize(FirstTimes.KEYS_MAX).isSorted();
        assertThat(baseline.isNewAction("AnotherOne", ROLE, 0)).isFalse();
    }

    @Test
    void anHourIsOddIfHardlyAnyOfThirtyBurstsBeganNearIt() {
        for (int n = 0; n < 29; n++) {
            baseline.noteBurst(9 * HOUR);
        }
        assertThat(baseline.isOddHour(3 * HOUR)).as("too few to tell").isFalse();

        baseline.noteBurst(9 * HOUR);
        assertThat(baseline.isOddHour(3 * HOUR)).isTrue();
        assertThat(baseline.isOddHour(8 * HOUR)).isFalse();
        assertThat(baseline.isOddHour(10 * HOUR)).isFalse();
        assertThat(baseline.isOddHour(-15 * HOUR)).as("09:00 of the day before").isFalse();
    }
}
