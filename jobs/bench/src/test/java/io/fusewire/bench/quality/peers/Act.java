package io.fusewire.bench.quality.peers;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Loss;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.inventory.ResourceStanding;

import java.util.List;

/**
 * A call on databases as a detector gets it.
 *
 * @param second event time
 * @param units databases, of which one is named
 * @param foreign whether another made them
 * @param impact how grave the call is
 */
public record Act(
        long second,
        String agent,
        AgentKind kind,
        String eventName,
        Effect effect,
        Outcome outcome,
        int units,
        boolean foreign,
        double impact) {

    /** An agent's deletion of one database of another's. */
    public static Act deletion(long second) {
        return new Act(
                second,
                "coder",
                AgentKind.AGENT,
                "DeleteDBInstance",
                Effect.DESTROY,
                Outcome.SUCCESS,
                1,
                true,
                7);
    }

    public Act by(String name, AgentKind ofKind) {
        return new Act(second, name, ofKind, eventName, effect, outcome, units, foreign, impact);
    }

    public Act operation(String name, Effect of) {
        return new Act(second, agent, kind, name, of, outcome, units, foreign, impact);
    }

    public Act denied() {
        return new Act(
                second, agent, kind, eventName, effect, Outcome.DENIED, units, foreign, impact);
    }

    public Act units(int count) {
        return new Act(second, agent, kind, eventName, effect, outcome, count, foreign, impact);
    }

    public Act own() {
        return new Act(second, agent, kind, eventName, effect, outcome, units, false, impact);
    }

    public Act impact(double of) {
        return new Act(second, agent, kind, eventName, effect, outcome, units, foreign, of);
    }

    public AccountEvent event() {
        String id = agent + "-" + second;
        ResourceRef database =
                new ResourceRef("111122223333/" + id, "AWS::RDS::DBInstance", "db-" + id);
        AuditEvent audit =
                new AuditEvent(
                        id,
                        null,
                        id.hashCode(),
                        second * 1_000,
                        "aws",
                        "111122223333",
                        "eu-west-1",
                        "rds.amazonaws.com",
                        eventName,
                        true,
                        effect,
                        null,
                        effect == Effect.DESTROY ? Loss.IRREVERSIBLE : Loss.NONE,
                        impact,
                        outcome,
                        outcome == Outcome.DENIED ? "AccessDenied" : null,
                        units,
                        List.of(database),
                        List.of(),
                        "111122223333/role/" + agent,
                        kind,
                        List.of(),
                        null,
                        EnforcementMode.ENFORCE,
                        false,
                        "111122223333/role/" + agent,
                        "111122223333/session/" + agent,
                        "111122223333",
                        "arn:aws:iam::111122223333:role/" + agent,
                        "AROA:" + agent,
                        agent,
                        null,
                        null,
                        null,
                        null);
        ResourceStanding standing =
                new ResourceStanding(
                        database,
                        foreign,
                        false,
                        false,
                        Origin.UNKNOWN,
                        null,
                        ResourceStanding.CREATION_UNKNOWN,
                        Liveness.LIVE,
                        List.of());
        return new AccountEvent(
                AccountEvent.Type.EVENT,
                audit,
                audit.agent(),
                kind,
                null,
                EnforcementMode.ENFORCE,
                false,
                audit.session(),
                false,
                List.of(),
                null,
                false,
                0,
                100,
                "environment",
                0,
                List.of(standing),
                List.of(),
                null,
                null,
                null,
                null);
    }
}
