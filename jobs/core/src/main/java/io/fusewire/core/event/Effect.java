package io.fusewire.core.event;

/** What a successful call does to the resources that it names. */
public enum Effect {
    /** Looks, changes nothing. */
    READ,
    /** Makes a resource. */
    CREATE,
    /** Changes a resource that lives on. */
    MODIFY,
    /** Ends a resource, its content or its service, for good or for a while: see {@link Loss}. */
    DESTROY,
    /**
     * Takes away what would have stopped or undone a destruction: deletion protection, backups,
     * versioning.
     */
    PROTECTION_REMOVAL,
    /** Blinds those who watch: trails, selectors, detectors, flow logs. */
    AUDIT_TAMPERING,
    /** Changes who may do what. */
    PRIVILEGE_CHANGE,
    /**
     * The record cannot show it (a command sent, a function invoked, SQL), or a parameter that
     * decides was omitted.
     */
    UNKNOWN
}
