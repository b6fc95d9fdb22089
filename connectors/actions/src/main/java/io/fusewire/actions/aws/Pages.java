package io.fusewire.actions.aws;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Lists that AWS answers in pages. */
final class Pages {

    private Pages() {}

    /**
     * One page.
     *
     * @param isTruncated whether there is more; null if the answer does not say
     * @param marker where the next page begins; null if there is none, or the answer does not say
     */
    record Page<T>(List<T> items, @Nullable Boolean isTruncated, @Nullable String marker) {}

    /** Asks for the page that begins at a marker, the first if that is null. */
    interface Call<T> {
        Page<T> from(@Nullable String marker) throws CallFailed;
    }

    /**
     * All items of all pages.
     *
     * @param list for people: {@code NAME on WHAT}
     * @param pagesMax far more than there can be
     * @throws CallFailed if it is not known whether they are all
     */
    static <T> List<T> all(String list, int pagesMax, Call<T> call) throws CallFailed {
        List<T> items = new ArrayList<>();
        String marker = null;
        for (int pages = 0; pages < pagesMax; pages++) {
            Page<T> page = call.from(marker);
            items.addAll(page.items());
            if (Boolean.FALSE.equals(page.isTruncated())) {
                return items;
            }
            marker = page.marker();
            if (page.isTruncated() == null || marker == null) {
                throw CallFailed.unusable(list, "part of the list");
            }
        }
        throw CallFailed.unusable(list, "a list without end");
    }
}
