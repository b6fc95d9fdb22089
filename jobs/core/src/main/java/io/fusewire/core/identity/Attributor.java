package io.fusewire.core.identity;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.record.CloudTrailRecord;

import java.util.List;

/** Finds out who called. One instance per thread. */
public final class Attributor {

    /** Who called, by this record and this policy alone. */
    public Attribution attribute(CloudTrailRecord record, Policy policy) {
        String principal = record.principalId == null ? "" : record.principalId;
        String account = record.accountId == null ? "" : record.accountId;
        return new Attribution(
                account + ":" + principal,
                AgentKind.UNKNOWN,
                List.of(),
                null,
                policy.mode(),
                false,
                account + ":" + principal,
                principal,
                "aws",
                account,
                record.arn,
                record.principalId,
                null,
                null);
    }
}
