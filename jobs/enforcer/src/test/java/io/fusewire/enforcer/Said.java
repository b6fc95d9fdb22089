package io.fusewire.enforcer;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Command;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.PersonsWord;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.kafka.DomainJson;
import io.fusewire.kafka.KafkaMessage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Messages of the detector, as its topics hold them. */
final class Said {

    static final String ACCOUNT = "111122223333";

    private Said() {}

    static String agent(String name) {
        return "aws:" + ACCOUNT + ":role/" + name + ":agent";
    }

    static String role(String name) {
        return "arn:aws:iam::" + ACCOUNT + ":role/agents/" + name;
    }

    static String session(String role, String name) {
        return "role:AROA"
                + role.toUpperCase(java.util.Locale.ROOT)
                + ":"
                + name
                + "@2026-09-21T13:00:00Z";
    }

    static String trip(String decision, String role, String name, Instant at) {
        return trip(decision, "ENFORCE", role, name, at);
    }

    static String trip(String decision, String mode, String role, String name, Instant at) {
        String session = session(role, name);
        return """
        {"decisionId":"%s","type":"TRIP","at":"%s","triggerEventId":"e","agent":"%s",\
        "agentKind":"AGENT","account":"%s","partition":"aws","sessions":["%s"],\
        "principals":[{"session":"%s","arn":"%s"}],"mode":"%s","breakerFrom":"CLOSED",\
        "breakerTo":"OPEN","resources":[]}"""
                .formatted(
                        decision,
                        at,
                        agent(role + "/" + name),
                        ACCOUNT,
                        session,
                        session,
                        role(role),
                        mode);
    }

    static String observation(
            String decision, String role, String name, Outcome outcome, Instant at) {
        return DomainJson.observation(
                new Observation(
                        decision,
                        agent(role + "/" + name),
                        session(role, name),
                        role(role),
                        "event-" + at,
                        at.toEpochMilli(),
                        "ec2.amazonaws.com",
                        "TerminateInstances",
                        Effect.DESTROY,
                        outcome,
                        0,
                        0,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        null));
    }

    /**
     * What the agent that tripped in a role's session {@code ci-1} does in a session after that: a
     * trail stopped, work handed on.
     */
    static List<String> sabotage(String decision, String role, String name, Instant at) {
        return List.of(
                DomainJson.observation(
                        seen(
                                decision,
                                role,
                                name,
                                "cloudtrail",
                                "StopLogging",
                                Effect.AUDIT_TAMPERING,
                                at,
                                List.of(new ResourceRef("org", "cloudtrail:trail", "org")),
                                null,
                                null)),
                DomainJson.observation(
                        seen(
                                decision,
                                role,
                                name,
                                "states",
                                "StartExecution",
                                Effect.MODIFY,
                                at.plusSeconds(1),
                                List.of(),
                                null,
                                EXECUTION)),
                DomainJson.observation(
                        seen(
                                decision,
                                role,
                                name,
                                "cloudformation",
                                "DeleteStack",
                                Effect.DESTROY,
                                at.plusSeconds(2),
                                List.of(),
                                "shop",
                                null)));
    }

    /** The execution that {@link #sabotage} starts. */
    static final String EXECUTION =
            "arn:aws:states:eu-west-1:" + ACCOUNT + ":execution:Cleanup:nightly-7";

    private static Observation seen(
            String decision,
            String role,
            String name,
            String service,
            String call,
            Effect effect,
            Instant at,
            List<ResourceRef> resources,
            String stack,
            String execution) {
        return new Observation(
                decision,
                agent(role + "/ci-1"),
                session(role, name),
                null,
                "event-" + at,
                at.toEpochMilli(),
                service + ".amazonaws.com",
                call,
                effect,
                Outcome.SUCCESS,
                0,
                0,
                List.of(),
                resources,
                "eu-west-1",
                null,
                stack,
                execution);
    }

    /** What a person says who ends an incident. */
    private static final PersonsWord LEES =
            new PersonsWord(Command.Kind.HARM, "lee@example.com", null);

    static String breaker(
            String role, String name, BreakerState state, String decision, Instant at) {
        return DomainJson.breaker(
                new BreakerStatus(
                        agent(role + "/" + name),
                        ACCOUNT,
                        state,
                        EnforcementMode.ENFORCE,
                        at.toEpochMilli(),
                        decision,
                        List.of(),
                        state.isContained() ? null : LEES));
    }

    static KafkaMessage message(String topic, String text) {
        return new KafkaMessage(
                topic, 0, 7, KafkaMessage.TIME_UNKNOWN, text.getBytes(StandardCharsets.UTF_8));
    }
}
