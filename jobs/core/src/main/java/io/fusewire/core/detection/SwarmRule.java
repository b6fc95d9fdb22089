package io.fusewire.core.detection;

import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.SwarmFinding;

import java.util.List;

/**
 * Makes each agent that had part in a swarm answer for it at its own next harmful event.
 *
 * <p>Where the agent of an event cannot be tripped, a swarm of which nobody has been told yet is an
 * alert that names all its sessions.
 */
final class SwarmRule {

    static final String ROLE = "swarm/role";
    static final String ENVIRONMENT = "swarm/environment";
    static final String NEWCOMERS = "swarm/newcomers";

    private SwarmRule() {}

    static boolean isSwarm(String reason) {
        return reason.equals(ROLE) || reason.equals(ENVIRONMENT) || reason.equals(NEWCOMERS);
    }

    /**
     * @param harm of the event, above zero
     * @param mayTrip whether the event's agent can be tripped
     * @param violations receives one if the agent has part in a swarm
     */
    static void judge(AccountEvent event, Harm harm, boolean mayTrip, List<Violation> violations) {
        SwarmFinding swarm = event.swarm();
        if (swarm == null || harm.total() == 0 || !(mayTrip || swarm.first())) {
            return;
        }
        violations.add(
                new Violation(reasonOf(swarm), swarm.points(), swarm.limit(), swarm.sinceMillis()));
    }

    private static String reasonOf(SwarmFinding swarm) {
        return switch (swarm.scope()) {
            case ROLE -> ROLE;
            case ENVIRONMENT -> ENVIRONMENT;
            case NEWCOMERS -> NEWCOMERS;
        };
    }
}
