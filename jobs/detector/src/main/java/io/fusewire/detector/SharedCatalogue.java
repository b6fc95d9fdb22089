package io.fusewire.detector;

import io.fusewire.core.catalogue.Catalogue;

/**
 * The shipped catalogue, loaded once per process and job: it is immutable, and a copy per parallel
 * instance would cost 25 MiB each.
 */
final class SharedCatalogue {

    private SharedCatalogue() {}

    static Catalogue get() {
        return Holder.CATALOGUE;
    }

    private static final class Holder {
        static final Catalogue CATALOGUE = Catalogue.load();
    }
}
