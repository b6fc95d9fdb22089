package io.fusewire.core.incident;

/** What has to be said after a desk has taken something in. */
public sealed interface IncidentEffect {

    /** Write down what is known of an incident now. */
    record Write(Incident incident) implements IncidentEffect {}

    /** Tell the person on call. */
    record Tell(Page page) implements IncidentEffect {}
}
