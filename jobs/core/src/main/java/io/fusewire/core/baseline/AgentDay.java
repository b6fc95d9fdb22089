package io.fusewire.core.baseline;

import io.fusewire.core.event.AgentKind;

import org.jspecify.annotations.Nullable;

/**
 * How near an agent came to its limits on one day; given out once the day is over, and only of days
 * on which something foreign was harmed outside an incident.
 *
 * @param agent agent key
 * @param agentClass its class from policy, else null
 * @param agentKind what stands behind it
 * @param epochDay the UTC day
 * @param evidence largest E of the day, before any correction
 * @param burst largest F of a burst, in points
 * @param week largest harm of the week's window, in points
 * @param month largest harm of the month's window
 * @param strike largest harm of one event that a strike cap was asked about
 * @param ratio largest ratio of a rule's score to its limit; 1 is the limit
 * @param reason that rule, as decisions name it
 */
public record AgentDay(
        String agent,
        @Nullable String agentClass,
        AgentKind agentKind,
        long epochDay,
        double evidence,
        double burst,
        double week,
        double month,
        double strike,
        double ratio,
        @Nullable String reason) {}
