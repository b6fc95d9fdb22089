package io.fusewire.bench.fleet.org;

import io.fusewire.bench.fleet.cloud.Account;
import io.fusewire.bench.fleet.cloud.Caller;
import io.fusewire.bench.fleet.cloud.Dice;

import org.jspecify.annotations.Nullable;

/**
 * How a member signs in.
 *
 * @param way by which means
 * @param role path and name of the role, or the user's name
 * @param sessionName with {@code #} for each digit that is drawn anew for each session
 * @param client user agent
 * @param sourceIdentity set when the role is assumed, or null
 */
public record Badge(
        Account account,
        Way way,
        String role,
        String sessionName,
        String client,
        String sourceIp,
        @Nullable String sourceIdentity) {

    /** Means of signing in. */
    public enum Way {
        ROLE,
        CONSOLE,
        MCP,
        USER,
        SERVICE
    }

    Caller signIn(long nowMillis, Dice dice) {
        String name = sessionName;
        for (int hash = name.indexOf('#'); hash >= 0; hash = name.indexOf('#')) {
            name = name.substring(0, hash) + dice.digits(1) + name.substring(hash + 1);
        }
        return switch (way) {
            case ROLE ->
                    Caller.ofRole(account, role, name, nowMillis, client, sourceIp, sourceIdentity);
            case CONSOLE -> Caller.inConsole(account, role, name, nowMillis, client, sourceIp);
            case MCP -> Caller.throughMcp(account, role, name, nowMillis, dice.uuid());
            case USER -> Caller.ofUser(account, role, client, sourceIp);
            case SERVICE -> Caller.ofService(account, client, role, name, nowMillis);
        };
    }

    /** The same badge with sessions of another name. */
    public Badge named(String otherSessionName) {
        return new Badge(account, way, role, otherSessionName, client, sourceIp, sourceIdentity);
    }
}
