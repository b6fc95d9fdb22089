package io.fusewire.core.inventory;

import java.util.List;

/**
 * Many agents, each a little: together they did more harm than one role or one environment may
 * suffer, or too many began to do harm at the same time; the agent of this event is one of them.
 *
 * @param scope what they share
 * @param name the role's ARN, the environment, or the account
 * @param points their harm in the window, of each at most its part of the limit; of newcomers how
 *     many they are
 * @param limit which that reached
 * @param unsigned whether that may be a shipped limit that no person has adopted in a policy
 * @param sinceMillis event time at which the window began
 * @param untilMillis event time at which it ends
 * @param agents how many took part; at least so many where there are more than are kept
 * @param sessions theirs, at most as many as are kept
 * @param first whether nobody has been told of this swarm before
 */
public record SwarmFinding(
        Scope scope,
        String name,
        double points,
        double limit,
        boolean unsigned,
        long sinceMillis,
        long untilMillis,
        int agents,
        List<String> sessions,
        boolean first) {

    /** What the agents of a swarm have in common. */
    public enum Scope {
        ROLE,
        ENVIRONMENT,
        /** That they never did harm in the account before. */
        NEWCOMERS
    }
}
