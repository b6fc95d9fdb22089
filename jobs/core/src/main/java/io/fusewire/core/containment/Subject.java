package io.fusewire.core.containment;

import io.fusewire.core.identity.SessionRef;
import io.fusewire.core.policy.PrincipalFields;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One session that a trip names.
 *
 * @param agent agent key of the trip
 * @param session session key
 * @param account the caller's account
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}; other values are legal
 * @param principalArn ARN of the role or user behind the session; of a federated session its
 *     caller's. Null where no record told it
 * @param shared whether another caller, marked otherwise, was seen in the session
 * @param namesakes sessions to be spared, should they have this one's user id
 */
public record Subject(
        String agent,
        String session,
        String account,
        String partition,
        @Nullable String principalArn,
        boolean shared,
        List<String> namesakes)
        implements PrincipalFields {

    public Subject {
        namesakes = List.copyOf(namesakes);
    }

    @Override
    public @Nullable String roleArn() {
        return isRoleArn() ? principalArn : null;
    }

    @Override
    public @Nullable String userArn() {
        return isRoleArn() ? null : principalArn;
    }

    private boolean isRoleArn() {
        return principalArn != null && principalArn.contains(":role/");
    }

    @Override
    public @Nullable String sessionName() {
        SessionRef ref = SessionRef.parse(session);
        int colon = ref.principal().indexOf(':');
        boolean named =
                ref.type() == SessionRef.Type.ROLE || ref.type() == SessionRef.Type.FEDERATED;
        return named && colon >= 0 ? ref.principal().substring(colon + 1) : null;
    }

    /** A decision does not carry it. */
    @Override
    public @Nullable String sourceIdentity() {
        return null;
    }

    /** It is of a call, not of a session. */
    @Override
    public @Nullable String userAgent() {
        return null;
    }
}
