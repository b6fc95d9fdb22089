package io.fusewire.core.containment;

/** What has to be done or said after a desk has taken something in. */
public sealed interface DeskEffect {

    /** Carry a write out, and hand the answer back. At most one per target is under way. */
    record Ask(WriteAsked asked) implements DeskEffect {}

    /** Say what is known of a containment now. */
    record Publish(ContainmentOutcome outcome) implements DeskEffect {}

    /** Tell a person. */
    record Page(IncidentUpdate update) implements DeskEffect {}

    /** Write down what a write did, for one decision. */
    record Report(WriteReport report) implements DeskEffect {}

    /** Tell a target. */
    record Order(TargetInput input) implements DeskEffect {}

    /** Measure a stage. */
    record Timed(Stage stage, long millis) implements DeskEffect {}
}
