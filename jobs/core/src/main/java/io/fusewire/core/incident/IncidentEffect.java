package io.fusewire.core.incident;

/** What has to be said after a desk has taken something in. */
public sealed interface IncidentEffect {

    /**
     * Write down what is known of an incident now.
     *
     * @param state what a page says, or would say, of it
     */
    record Write(Incident incident, Page state) implements IncidentEffect {}

    /** Tell the person on call what was just written down. */
    record Tell(Page page) implements IncidentEffect {}
}
