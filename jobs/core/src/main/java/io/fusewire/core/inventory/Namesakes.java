package io.fusewire.core.inventory;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Persons' sessions that IAM's user id does not part from an agent's.
 *
 * <p>A role session's user id is the role's id and a name that whoever assumes the role chooses. An
 * agent that works with its operator's name has the operator's user id, and a deny of it locks the
 * operator out. The dates of issue part them, so they are remembered here.
 *
 * <p>A session counts as a person's if AWS says that a sign-in to the console opened it: nothing
 * that a client says of itself would do, or an agent could have itself spared.
 *
 * <p>Bounded as {@link SharedSessions} is: of two user ids with one slot the later one takes it.
 * What is lost with the other is that its person is spared.
 */
final class Namesakes {

    /** Per account; people at work, not sessions. */
    static final int SLOTS = 16_384;

    /** The latest of one person: some days' sign-ins. */
    static final int SESSIONS_MAX = 4;

    private static final Set<String> CONSOLE_EVIDENCE =
            Set.of("console:browser", "console:session");

    private static final String ROLE = "role:";

    /** No name holds a date's colons, but it may hold what a date begins with. */
    private static final String DATE = "@20";

    private Namesakes() {}

    /** Notes a person's session; tells those whose user id the charged session has. */
    static List<String> note(AuditEvent event, ChargedPrincipal charged, AccountStore store) {
        if (event.agentKind() == AgentKind.HUMAN) {
            if (event.causedBy() == null && isOfConsole(event)) {
                remember(event.session(), store);
            }
            return List.of();
        }
        if (event.effect() == Effect.READ || charged.kind() == AgentKind.SERVICE) {
            return List.of();
        }
        String userId = userIdOf(charged.session());
        if (userId == null) {
            return List.of();
        }
        NamesakeEntry known = store.namesakes().get(slotOf(userId));
        return known == null || !known.userId().equals(userId) ? List.of() : known.sessions();
    }

    private static boolean isOfConsole(AuditEvent event) {
        for (String evidence : event.agentEvidence()) {
            if (CONSOLE_EVIDENCE.contains(evidence)) {
                return true;
            }
        }
        return false;
    }

    private static void remember(String session, AccountStore store) {
        String userId = userIdOf(session);
        if (userId == null) {
            return;
        }
        int slot = slotOf(userId);
        NamesakeEntry known = store.namesakes().get(slot);
        List<String> before =
                known == null || !known.userId().equals(userId) ? List.of() : known.sessions();
        if (before.contains(session)) {
            return;
        }
        List<String> sessions = new ArrayList<>(before);
        if (sessions.size() == SESSIONS_MAX) {
            sessions.remove(0);
        }
        sessions.add(session);
        store.namesakes().put(slot, new NamesakeEntry(userId, sessions));
    }

    private static int slotOf(String userId) {
        return Math.floorMod(userId.hashCode(), SLOTS);
    }

    /** Of a role session with a date, all between the type and the date. */
    private static @Nullable String userIdOf(String session) {
        int date = session.lastIndexOf(DATE);
        return session.startsWith(ROLE) && date > ROLE.length()
                ? session.substring(ROLE.length(), date)
                : null;
    }
}
