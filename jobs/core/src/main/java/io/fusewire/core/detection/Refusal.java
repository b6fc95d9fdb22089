package io.fusewire.core.detection;

import io.fusewire.core.control.Cause;
import io.fusewire.core.control.Denial;
import io.fusewire.core.policy.Approval;
import io.fusewire.core.staging.StagingStep;

import java.util.Locale;

/**
 * Something that a person said and that took no effect.
 *
 * @param agent agent key that it was about, or the pattern or the version that it names
 * @param what it was: a verdict, a hold, an approval
 * @param cause why it was refused, for counting
 * @param reason why, in words
 * @param atMillis event time of the refusal
 * @param by who said it
 * @param source the file or topic that it stood in
 * @param number its line or offset in there
 */
public record Refusal(
        String agent,
        String what,
        Cause cause,
        String reason,
        long atMillis,
        String by,
        String source,
        long number) {

    /** Of an approval that nobody has tried to use. */
    public static Refusal of(Approval approval, Denial denial) {
        return new Refusal(
                approval.agent(),
                "approval " + approval.id(),
                denial.cause(),
                denial.reason(),
                approval.atMillis(),
                String.join(", ", approval.approvers()),
                approval.source(),
                approval.number());
    }

    /** Of a step of a trial, which is about no agent but a version. */
    public static Refusal of(StagingStep step, Denial denial) {
        return new Refusal(
                "version " + step.versionId(),
                step.type().name().toLowerCase(Locale.ROOT),
                denial.cause(),
                denial.reason(),
                step.atMillis(),
                step.by(),
                step.source(),
                step.number());
    }

    static Refusal of(Command command, Denial denial) {
        return new Refusal(
                command.agent(),
                nameOf(command.kind()),
                denial.cause(),
                denial.reason(),
                command.atMillis(),
                command.by(),
                command.source(),
                command.number());
    }

    private static String nameOf(Command.Kind kind) {
        return switch (kind) {
            case LEGITIMATE -> "verdict legitimate";
            case HARM -> "verdict harm";
            case HOLD -> "hold";
            case RELEASE -> "release";
            case CLOSE -> "close";
            case DISABLE -> "disable";
            case ENABLE -> "enable";
        };
    }
}
