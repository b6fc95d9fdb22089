package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.IncidentKind;

import java.util.List;

/** How one kind of incident goes. */
public abstract class Plot {

    private final IncidentKind kind;
    private final int days;
    private final Losses losses;
    private final List<String> culprits;

    /**
     * @param culprits archetypes that may go wrong in this way
     */
    Plot(IncidentKind kind, int days, Losses losses, String... culprits) {
        this.kind = kind;
        this.days = days;
        this.losses = losses;
        this.culprits = List.of(culprits);
    }

    /** A kind that limits may be tuned on. */
    static IncidentKind known(String name, String description) {
        return new IncidentKind(name, description, false);
    }

    /** A kind that was set aside before anything was tuned. */
    static IncidentKind unseen(String name, String description) {
        return new IncidentKind(name, description, true);
    }

    public final IncidentKind kind() {
        return kind;
    }

    /** Archetypes that may go wrong in this way. */
    public final List<String> culprits() {
        return culprits;
    }

    /** Days that it lasts at most. */
    public final int days() {
        return days;
    }

    /** Fewest and most resources of others that are lost if nobody interferes. */
    public final Losses losses() {
        return losses;
    }

    /** How many more agents take part. */
    public int accomplices() {
        return 0;
    }

    /** Whether none of those who take part was there before, and no policy knows them. */
    public boolean isByNewcomers() {
        return false;
    }

    /** Plans all of it; called at midnight of its first day. */
    public abstract void play(Scene scene);

    /** A range, both ends included. */
    public record Losses(int fewest, int most) {}
}
