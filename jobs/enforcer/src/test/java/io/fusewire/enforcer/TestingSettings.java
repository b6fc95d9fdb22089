package io.fusewire.enforcer;

import java.util.List;

/** Settings of the operators in tests. */
final class TestingSettings {

    static final EnforcerSettings ENFORCING =
            new EnforcerSettings(
                    null, List.of(), false, 1_000, 1_000, 10, 20_000, 900_000, 300_000, 10, 20,
                    300_000);

    private TestingSettings() {}

    static EnforcerSettings admitting(int massTripsMax) {
        return new EnforcerSettings(
                null,
                List.of(),
                false,
                1_000,
                1_000,
                10,
                20_000,
                900_000,
                300_000,
                massTripsMax,
                20,
                300_000);
    }

    static EnforcerSettings rehearsing() {
        return new EnforcerSettings(
                null, List.of(), true, 1_000, 1_000, 10, 20_000, 900_000, 300_000, 10, 20, 300_000);
    }
}
