package io.fusewire.actions.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fusewire.actions.page.Receiver;
import io.fusewire.core.containment.SessionNotice;

import java.util.Optional;

/** Says what happens to sessions as one receiver takes it. */
interface Gateway extends Receiver {

    /** Its name as it is configured. */
    String kind();

    /** Where it is; the rest of its address may be secret. */
    String host();

    /** The event that a notice is to it; empty if it has no word for it. */
    Optional<String> event(SessionNotice notice);

    /** What it is told with that event, but for times and the message's own id. */
    ObjectNode content(SessionNotice notice);

    /**
     * What a notice is to it, without secrets; empty if it has no word for it.
     *
     * @param id the same for the same notice after a restart
     */
    Optional<ObjectNode> body(SessionNotice notice, String id);
}
