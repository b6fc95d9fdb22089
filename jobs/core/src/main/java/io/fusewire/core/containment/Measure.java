package io.fusewire.core.containment;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What is to be done about one session. */
public sealed interface Measure {

    /** Why this measure and no other, as a sentence. */
    String reason();

    /** What whoever relies on it has to know, as sentences. */
    List<String> notes();

    /**
     * A deny in one target's policy, and access keys set inactive beside it.
     *
     * @param target whose policy
     * @param entry what it has to say
     * @param inactiveKeys ids of the target user's long-term keys to be set inactive, never deleted
     */
    record Deny(
            Target target,
            DenyEntry entry,
            List<String> inactiveKeys,
            String reason,
            List<String> notes)
            implements Measure {

        public Deny {
            inactiveKeys = List.copyOf(inactiveKeys);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Nothing that we could do: a person has to act.
     *
     * @param session the session key
     * @param principalArn whose it is, if known
     * @param obstacle what stands in the way
     * @param notes what a person must do, with the command
     */
    record Unrevocable(
            String session,
            @Nullable String principalArn,
            Obstacle obstacle,
            String reason,
            List<String> notes)
            implements Measure {

        public Unrevocable {
            notes = List.copyOf(notes);
        }
    }

    /** What stands in the way of a revocation. */
    enum Obstacle {
        /** Policy lists the principal for emergencies. */
        BREAK_GLASS,
        /** The principal under which revocations are made. */
        OWN_PRINCIPAL,
        /** An account's root has no policies. */
        ROOT,
        /** Only its service may edit the role, and no service control policy affects it. */
        SERVICE_LINKED_ROLE,
        /** A service itself has no session. */
        SERVICE,
        /** The principal lives in an account that the records tell nothing about. */
        OTHER_ACCOUNT,
        /** A portal user without a role: IAM does not know it. */
        IDENTITY_CENTER_USER,
        /** No record told which role or user the session belongs to. */
        UNKNOWN_PRINCIPAL,
        /** The key names no session that IAM knows, or holds what must not stand in a policy. */
        UNKNOWN_SESSION
    }
}
