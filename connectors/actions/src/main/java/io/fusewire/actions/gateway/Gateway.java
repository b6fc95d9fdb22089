package io.fusewire.actions.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fusewire.actions.page.Receiver;
import io.fusewire.core.containment.SessionNotice;

import java.util.Optional;

/** Says what happens to sessions as one receiver takes it. */
interface Gateway extends Receiver {

    /**
     * What a notice is to it, without secrets; empty if it has no word for it.
     *
     * @param id the same for the same notice after a restart
     */
    Optional<ObjectNode> body(SessionNotice notice, String id);
}
