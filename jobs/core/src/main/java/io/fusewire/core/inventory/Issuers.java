package io.fusewire.core.inventory;

import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.identity.SessionPrincipal;
import io.fusewire.core.identity.SessionRef;
import io.fusewire.core.inventory.IssuerEntry.Opening;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whose long-term keys open the role sessions that are at work.
 *
 * <p>An agent's process that holds a user's key assumes its role again and again, and a deny of the
 * sessions that it has ends none of those to come. Who opened a session is known for as long as one
 * can last. Where two users opened sessions of one user id within that time, nothing tells whose
 * the session at hand is, and nobody is named.
 *
 * <p>Asked only of calls that take something away, and only an {@code AssumeRole} with a long-term
 * key adds to it, so that all else costs nothing. The answer does not depend on the order in which
 * the openings came. Bounded as {@link SharedSessions} is: of two user ids with one slot the later
 * one takes it. What is lost with the other is that its key is known.
 */
final class Issuers {

    /** Per account; sessions that keys have opened of late. */
    static final int SLOTS = 16_384;

    /** One more than can be told apart. */
    static final int USERS_MAX = 2;

    /** No role session lasts longer. Source: STS's API reference, {@code AssumeRole}. */
    static final long SESSION_MILLIS_MAX = Duration.ofHours(12).toMillis();

    private static final Comparator<Opening> NEWEST_FIRST =
            Comparator.comparingLong(Opening::atMillis).thenComparing(Opening::key).reversed();

    private Issuers() {}

    /**
     * Notes a session that a long-term key opened; tells the key that opened the charged session,
     * of a call that takes something away.
     *
     * @return the key's session and its user; null where nothing tells
     */
    static @Nullable SessionPrincipal note(
            AuditEvent event, ChargedPrincipal charged, AccountStore store) {
        String opened = event.openedSession();
        String userArn = event.principalArn();
        if (opened != null && userArn != null) {
            remember(opened, new Opening(event.session(), userArn, event.eventTimeMillis()), store);
        }
        SessionRef session = takesAway(event) ? SessionRef.parse(charged.session()) : null;
        return session == null || session.type() != SessionRef.Type.ROLE
                ? null
                : issuerOf(session.principal(), event.eventTimeMillis(), store);
    }

    private static boolean takesAway(AuditEvent event) {
        return event.has(Effect.DESTROY)
                || event.effect() == Effect.PROTECTION_REMOVAL
                || event.effect() == Effect.AUDIT_TAMPERING;
    }

    private static void remember(String userId, Opening opening, AccountStore store) {
        int slot = slotOf(userId);
        IssuerEntry known = store.issuers().get(slot);
        List<Opening> openings = new ArrayList<>();
        if (known != null && known.userId().equals(userId)) {
            openings.addAll(known.openings());
        }
        openings.add(opening);
        store.issuers().put(slot, new IssuerEntry(userId, latestOfEachUser(openings)));
    }

    private static List<Opening> latestOfEachUser(List<Opening> openings) {
        openings.sort(NEWEST_FIRST);
        List<Opening> latest = new ArrayList<>();
        for (Opening opening : openings) {
            boolean isKnown =
                    latest.stream().anyMatch(newer -> newer.userArn().equals(opening.userArn()));
            if (!isKnown && latest.size() < USERS_MAX) {
                latest.add(opening);
            }
        }
        return latest;
    }

    private static @Nullable SessionPrincipal issuerOf(
            String userId, long atMillis, AccountStore store) {
        IssuerEntry known = store.issuers().get(slotOf(userId));
        if (known == null || !known.userId().equals(userId)) {
            return null;
        }
        SessionPrincipal issuer = null;
        for (Opening opening : known.openings()) {
            if (Math.abs(opening.atMillis() - atMillis) <= SESSION_MILLIS_MAX) {
                if (issuer != null) {
                    return null;
                }
                issuer = new SessionPrincipal(opening.key(), opening.userArn());
            }
        }
        return issuer;
    }

    private static int slotOf(String userId) {
        return Math.floorMod(userId.hashCode(), SLOTS);
    }
}
