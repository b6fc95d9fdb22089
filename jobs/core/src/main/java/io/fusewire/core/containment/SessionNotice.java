package io.fusewire.core.containment;

import java.util.List;

/**
 * What gateways and identity providers are told about one session: that nothing more is to be let
 * through for it, or that a person has set it free.
 *
 * <p>A second way to the same end, beside the policies: whoever stands between the agent and AWS
 * can refuse it at once. Nothing is claimed on its account: only AWS' own answers prove a
 * revocation.
 *
 * @param kind what is said
 * @param decisionId the decision that it is about
 * @param agent agent key
 * @param account the agent's account
 * @param partition the agent's partition
 * @param session session key
 * @param reason why, as a sentence without its stop
 * @param atMillis when it was decided, or taken back, Unix time
 */
public record SessionNotice(
        Kind kind,
        String decisionId,
        String agent,
        String account,
        String partition,
        String session,
        String reason,
        long atMillis) {

    /** What is said of a session. */
    public enum Kind {
        REVOKED,
        RELEASED
    }

    /**
     * What an outcome says of its sessions; nothing in most states. Of a session that cannot be
     * revoked nothing is said either: it may be one that must never be.
     */
    public static List<SessionNotice> of(ContainmentOutcome outcome) {
        return switch (outcome.claim()) {
            case REQUESTED -> ofEach(outcome, Kind.REVOKED, requestedMillis(outcome));
            case LIFTED -> ofEach(outcome, Kind.RELEASED, liftedMillis(outcome));
            case WRITTEN, PROVEN, UNPROVEN, FAILED, UNREVOCABLE, SHADOW, HELD_BACK, OVERTAKEN ->
                    List.of();
        };
    }

    private static List<SessionNotice> ofEach(
            ContainmentOutcome outcome, Kind kind, long atMillis) {
        TripCase tripCase = outcome.tripCase();
        return outcome.sessions().stream()
                .map(
                        session ->
                                new SessionNotice(
                                        kind,
                                        tripCase.decisionId(),
                                        tripCase.agent(),
                                        tripCase.account(),
                                        tripCase.partition(),
                                        session,
                                        outcome.reason(),
                                        atMillis))
                .toList();
    }

    private static long requestedMillis(ContainmentOutcome outcome) {
        Long decided = outcome.tripCase().decidedMillis();
        return decided == null ? outcome.tripCase().atMillis() : decided;
    }

    private static long liftedMillis(ContainmentOutcome outcome) {
        Long lifted = outcome.times().liftedMillis();
        return lifted == null ? outcome.tripCase().atMillis() : lifted;
    }

    /** What is said of the same session once its agent is free again. */
    public SessionNotice released() {
        return new SessionNotice(
                Kind.RELEASED, decisionId, agent, account, partition, session, reason, atMillis);
    }
}
