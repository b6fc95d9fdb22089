package io.fusewire.core.detection;

import io.fusewire.core.control.Authority;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.policy.PersonNames;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The person with whose rights an agent acts, and the agent itself, by the names that a record
 * gives them.
 *
 * <p>An agent on a person's role session bears the person's name as its session's; a managed MCP
 * server's key names the person who signed in; a source identity, a user or a federated name stands
 * in the agent key too. All of these names count, for nobody of that name may approve what the
 * agent does.
 */
final class Operator {

    private Operator() {}

    /** The first of the approvers who is the agent or its operator; null if none is. */
    static @Nullable String amongst(List<String> approvers, AccountEvent event) {
        List<String> names = namesOf(event);
        for (String approver : approvers) {
            for (String name : names) {
                if (PersonNames.same(approver, name)) {
                    return approver;
                }
            }
        }
        return null;
    }

    /**
     * Whether a person is an agent or its operator.
     *
     * @param sessions keys of sessions in which the agent worked
     */
    static boolean is(String person, String agent, List<String> sessions) {
        return Authority.names(agent, person)
                || sessions.stream().anyMatch(key -> PersonNames.same(person, sessionNameIn(key)));
    }

    private static List<String> namesOf(AccountEvent event) {
        List<String> names = new ArrayList<>();
        AuditEvent audit = event.event();
        boolean ownCall = event.chargedAgent().equals(audit.agent());
        if (ownCall && audit.sessionName() != null) {
            names.add(audit.sessionName());
        }
        names.addAll(PersonNames.inAgentKey(event.chargedAgent()));
        names.add(sessionNameIn(event.chargedSession()));
        return names;
    }

    /** Of {@code role:AROA…:NAME@CREATED} the name: a cascade's child has no session of its own. */
    private static String sessionNameIn(String sessionKey) {
        int created = sessionKey.lastIndexOf('@');
        int end =
                created > 0
                                && created + 1 < sessionKey.length()
                                && Character.isDigit(sessionKey.charAt(created + 1))
                        ? created
                        : sessionKey.length();
        int type = sessionKey.indexOf(':');
        int principal = sessionKey.indexOf(':', type + 1);
        int start = principal > 0 && principal < end ? principal + 1 : type + 1;
        return sessionKey.substring(start, end);
    }
}
