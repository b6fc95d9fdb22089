package io.fusewire.core.incident;

import io.fusewire.core.containment.IncidentUpdate.Severity;
import io.fusewire.core.containment.IncidentUpdate.Status;

import org.jspecify.annotations.Nullable;

/**
 * What the person on call is told of one incident. All pages of one key are one.
 *
 * @param key the decision's id, or what names an incident without one
 * @param status whether somebody has to look
 * @param severity how bad it is
 * @param revision counts the pages of this key, from 1
 * @param summary one line, at most {@link #SUMMARY_MAX} characters
 * @param details everything else, in sections
 * @param decisionId the decision; null if it is not about one
 * @param agent agent key; null if it is not about one
 * @param account the account; null if it is not about one
 * @param runbookUrl where to read on; null for nowhere
 * @param openedAtMillis when it began, Unix time
 * @param atMillis when this was said, Unix time
 */
public record Page(
        String key,
        Status status,
        Severity severity,
        int revision,
        String summary,
        String details,
        @Nullable String decisionId,
        @Nullable String agent,
        @Nullable String account,
        @Nullable String runbookUrl,
        long openedAtMillis,
        long atMillis) {

    /** What PagerDuty takes of a summary. */
    public static final int SUMMARY_MAX = 1_024;

    /**
     * This page with the place of its record: whoever kept the page can tell whether the records
     * were made anew since.
     */
    public Page ofRecord(long sequence, String hash) {
        return new Page(
                key,
                status,
                severity,
                revision,
                summary,
                details + "RECORD\n  " + sequence + " of its chain, SHA-256 " + hash + "\n",
                decisionId,
                agent,
                account,
                runbookUrl,
                openedAtMillis,
                atMillis);
    }
}
