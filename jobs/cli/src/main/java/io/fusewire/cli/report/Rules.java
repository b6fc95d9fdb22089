package io.fusewire.cli.report;

import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.baseline.UseShare;
import io.fusewire.core.detection.Fuse;
import io.fusewire.core.detection.Pattern;

import org.jspecify.annotations.Nullable;

/** A decision's reasons in words. */
final class Rules {

    private Rules() {}

    /** A rule's or pattern's name for people; a name that is not known stands as it is. */
    static String words(@Nullable String reason) {
        if (reason == null) {
            return "no rule";
        }
        Pattern pattern = Pattern.ofReason(reason);
        if (pattern != null) {
            return pattern.words();
        }
        Ladder ladder = Ladder.ofReason(reason);
        if (ladder != null) {
            return switch (ladder) {
                case BURST_HARM -> "its own past: harm of a burst";
                case WEEK_HARM -> "its own past: harm of a week";
                case BURST_BLAST -> "its own past: share of an environment";
            };
        }
        return switch (reason) {
            case Fuse.BURST_CAP -> "cap of a burst";
            case Fuse.WEEK_CAP -> "cap of 7 days";
            case Fuse.MONTH_CAP -> "cap of 28 days";
            case Fuse.FIRST_STRIKE -> "first strike";
            case Fuse.IRREVERSIBLE_CALL -> "one call that cannot be undone";
            case Fuse.AUDIT_OFF -> "audit switched off";
            case UseShare.REASON -> "its own past: how much of it others use";
            default -> reason;
        };
    }
}
