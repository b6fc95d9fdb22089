package io.fusewire.enforcer;

import io.fusewire.actions.page.PagerSettings;
import io.fusewire.core.incident.IncidentRules;

import org.jspecify.annotations.Nullable;

import java.io.Serializable;

/**
 * What the operators need to know of pages; travels to them.
 *
 * @param pagers who is paged and how
 * @param pagesShadow whether what happens in shadow is paged
 * @param openForMillis how long a page stays open that no reset closes
 * @param runbookUrl where a person reads on; null for nowhere
 * @param isRehearsal whether nothing is really revoked
 */
public record PagingSettings(
        PagerSettings pagers,
        boolean pagesShadow,
        long openForMillis,
        @Nullable String runbookUrl,
        boolean isRehearsal)
        implements Serializable {

    /** Nobody is paged. */
    static PagingSettings nobody(boolean isRehearsal) {
        return new PagingSettings(
                PagerSettings.NOBODY,
                false,
                IncidentRules.DEFAULT.openForMillis(),
                null,
                isRehearsal);
    }

    IncidentRules rules() {
        IncidentRules shipped = IncidentRules.DEFAULT;
        return new IncidentRules(
                pagesShadow,
                shipped.pauseMillis(),
                shipped.callsPauseMillis(),
                openForMillis,
                shipped.keptForMillis(),
                shipped.lateMillis(),
                runbookUrl,
                isRehearsal);
    }
}
