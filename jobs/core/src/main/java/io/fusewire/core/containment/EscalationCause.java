package io.fusewire.core.containment;

/** Why a containment has to reach further. */
public enum EscalationCause {
    /** AWS refused the write. */
    WRITE_REFUSED("the write was refused"),
    /** The policy has no room for it. */
    NO_ROOM("the policy has no room for it"),
    /** The session got something done after the propagation allowance. */
    STILL_AT_WORK("the session still got something done after the policy must have taken effect"),
    /** The agent was seen in a session that is not denied. */
    CAME_BACK("the agent came back in a session that is not denied"),
    /** Somebody takes our statement away again and again. */
    TAMPERED_WITH("somebody takes the deny away again");

    private final String words;

    EscalationCause(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
