package io.fusewire.core.detection;

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

    private static final String MARK = ":agent";

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

    private static List<String> namesOf(AccountEvent event) {
        List<String> names = new ArrayList<>();
        AuditEvent audit = event.event();
        boolean ownCall = event.chargedAgent().equals(audit.agent());
        if (ownCall && audit.sessionName() != null) {
            names.add(audit.sessionName());
        }
        String agent = event.chargedAgent();
        String owner =
                agent.endsWith(MARK) ? agent.substring(0, agent.length() - MARK.length()) : agent;
        addParts(owner.substring(endOfPrefix(owner)), names);
        names.add(sessionNameIn(event.chargedSession()));
        return names;
    }

    /** End of the agent key's partition and account, which are nobody's name. */
    private static int endOfPrefix(String key) {
        return key.indexOf(':', key.indexOf(':') + 1) + 1;
    }

    private static void addParts(String subject, List<String> names) {
        for (String part : subject.split("/", -1)) {
            if (!part.isEmpty()) {
                names.add(part);
            }
        }
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
