package io.fusewire.core.staging;

import org.jspecify.annotations.Nullable;

/**
 * What a person says about a version on trial. Shipped, so it rejects nothing.
 *
 * @param type what is to happen
 * @param kind of the version, where it is staged; null else
 * @param versionId the version
 * @param text of the version, where it is staged; null else
 * @param atMillis event time from which it holds
 * @param by who says it; {@code nobody} of what is unsigned and names nobody
 * @param source the file or topic that it stands in
 * @param number its line or offset in there
 */
public record StagingStep(
        Type type,
        StagedVersion.@Nullable Kind kind,
        String versionId,
        @Nullable String text,
        long atMillis,
        String by,
        String source,
        long number) {

    /** What can be said. */
    public enum Type {
        /** Try a version beside the one that holds; it ends the trial of another of its kind. */
        STAGE,
        /** Let a version on trial hold. */
        ACTIVATE,
        /** End a trial. */
        WITHDRAW
    }
}
