package io.fusewire.core.baseline;

/** The priors of one class over time. */
@FunctionalInterface
public interface PriorsOfClass {

    /** The priors that held at an event time. */
    ClassPriors at(long eventTimeMillis);
}
