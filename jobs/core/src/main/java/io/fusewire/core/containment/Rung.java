package io.fusewire.core.containment;

/** How far a containment reaches, from the narrowest to what only people can do. */
public enum Rung {
    /** The sessions that carried the evidence. */
    SESSION("session"),
    /** All sessions that the agent was seen in. */
    AGENT_SESSIONS("agent-sessions"),
    /**
     * All sessions of the role that were issued until now, those of people too; whoever assumes it
     * anew works again.
     */
    ROLE_SESSIONS("role-sessions"),
    /** The user whose long-term key opens the agent's sessions, and that key. */
    KEY("key"),
    /** A person takes over. */
    PERSON("person");

    private final String label;

    Rung(String label) {
        this.label = label;
    }

    /** What a policy calls it. */
    public String label() {
        return label;
    }
}
