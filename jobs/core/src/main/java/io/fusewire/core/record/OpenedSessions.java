package io.fusewire.core.record;

import io.fusewire.core.catalogue.IdPath;
import io.fusewire.core.catalogue.Operation;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.identity.Attribution;
import io.fusewire.core.identity.SessionRef;

import org.jspecify.annotations.Nullable;

/**
 * The role session that a call with a user's long-term key opened. Source: STS's API reference,
 * {@code AssumeRole}: the response's {@code assumedRoleId} is the new session's user id. A record
 * in the account of a role that somebody from another account assumed names no key of his.
 */
final class OpenedSessions {

    private static final IdPath USER_ID =
            IdPath.of("responseElements.assumedRoleUser.assumedRoleId");

    private final NodeList found = new NodeList();

    @Nullable String of(
            CloudTrailRecord record,
            @Nullable Operation operation,
            Outcome outcome,
            Attribution caller) {
        boolean opens =
                operation != null
                        && outcome == Outcome.SUCCESS
                        && operation.service().equals("sts")
                        && operation.eventName().equals("AssumeRole");
        if (!opens || SessionRef.parse(caller.session()).type() != SessionRef.Type.LONG_TERM_KEY) {
            return null;
        }
        found.clear();
        TapePaths.values(record, USER_ID, found);
        return found.size() == 0 ? null : record.tape.string(found.get(0));
    }
}
