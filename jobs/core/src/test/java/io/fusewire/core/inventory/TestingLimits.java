package io.fusewire.core.inventory;

/** The shipped limits with a few changed. */
final class TestingLimits {
    private int seenIdsMax = InventoryLimits.DEFAULT.seenIdsMax();
    private int seenIdsMin = InventoryLimits.DEFAULT.seenIdsMin();
    private int resourcesMax = InventoryLimits.DEFAULT.resourcesMax();
    private int environmentsMax = InventoryLimits.DEFAULT.environmentsMax();
    private int principalsMax = InventoryLimits.DEFAULT.principalsPerEnvironmentMax();
    private int cascadesMax = InventoryLimits.DEFAULT.cascadesPerRegionMax();

    private TestingLimits() {}

    static TestingLimits with() {
        return new TestingLimits();
    }

    TestingLimits seenIds(int max, int min) {
        seenIdsMax = max;
        seenIdsMin = min;
        return this;
    }

    TestingLimits resources(int max) {
        resourcesMax = max;
        return this;
    }

    TestingLimits environments(int max) {
        environmentsMax = max;
        return this;
    }

    TestingLimits principals(int max) {
        principalsMax = max;
        return this;
    }

    TestingLimits cascades(int max) {
        cascadesMax = max;
        return this;
    }

    InventoryLimits build() {
        InventoryLimits shipped = InventoryLimits.DEFAULT;
        return new InventoryLimits(
                seenIdsMax,
                seenIdsMin,
                shipped.seenHorizon(),
                resourcesMax,
                shipped.resourceHorizon(),
                shipped.destroyedHorizon(),
                shipped.repeatHorizon(),
                shipped.ownershipHorizon(),
                environmentsMax,
                principalsMax,
                cascadesMax,
                shipped.stackHorizon(),
                shipped.groupHorizon());
    }
}
