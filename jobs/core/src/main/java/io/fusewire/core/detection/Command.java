package io.fusewire.core.detection;

import org.jspecify.annotations.Nullable;

/**
 * What a person said about one agent and its breaker.
 *
 * <p>Shipped between operators, so it rejects nothing. Whoever hands one to the guard vouches that
 * a person said it: the guard does not ask who is speaking.
 *
 * <p>It takes effect at its time: before every record of the same time, after every earlier one.
 * Live, where records may come late, it takes effect when it arrives.
 *
 * @param kind what is wanted
 * @param agent agent key
 * @param decisionId of a verdict: the decision that is judged; else null
 * @param toProbation of a verdict: whether the agent works again on probation only
 * @param atMillis when it was said, milliseconds since the epoch, on the scale of event times
 * @param by who said it
 * @param source the file or topic that it stood in
 * @param number its place in there, for messages and to put those of one time in order: a line from
 *     1, or an offset
 */
public record Command(
        Kind kind,
        String agent,
        @Nullable String decisionId,
        boolean toProbation,
        long atMillis,
        String by,
        String source,
        long number) {

    /** What people can say about an agent. */
    public enum Kind {
        /** A verdict: the incident was legitimate work. */
        LEGITIMATE,
        /** A verdict: the incident was harm. */
        HARM,
        /** Open the breaker by hand. */
        HOLD,
        /** End a hold; the agent works again on probation. */
        RELEASE,
        /** End a probation; the agent works again as before. */
        CLOSE,
        /** Judge the agent no more. */
        DISABLE,
        /** Judge it again. */
        ENABLE;

        /** Whether it lets the agent work, or work more freely. */
        boolean frees() {
            return switch (this) {
                case LEGITIMATE, HARM, RELEASE, CLOSE, DISABLE -> true;
                case HOLD, ENABLE -> false;
            };
        }
    }

    /** The same of another decision. */
    Command on(String decision) {
        return new Command(kind, agent, decision, toProbation, atMillis, by, source, number);
    }

    /** Whether it judges an incident. */
    public boolean isVerdict() {
        return kind == Kind.LEGITIMATE || kind == Kind.HARM;
    }
}
