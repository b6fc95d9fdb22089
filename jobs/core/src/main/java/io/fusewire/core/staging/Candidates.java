package io.fusewire.core.staging;

import io.fusewire.core.baseline.Priors;
import io.fusewire.core.policy.Policy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Which candidate stands beside what holds at which event time. Immutable. */
public final class Candidates {

    /** Nothing is on trial. */
    public static final Candidates NONE = new Candidates(List.of());

    /**
     * A version on trial; one of policy and priors is null.
     *
     * @param fromMillis event time, inclusive
     * @param untilMillis event time, exclusive
     */
    public record Trial(
            long fromMillis, long untilMillis, @Nullable Policy policy, @Nullable Priors priors) {

        private boolean covers(long eventTimeMillis) {
            return eventTimeMillis >= fromMillis && eventTimeMillis < untilMillis;
        }
    }

    /** From a time on, until the next one; no candidate between trials. */
    private record Span(long fromMillis, @Nullable Candidate candidate) {}

    private final List<Span> spans;

    private Candidates(List<Span> spans) {
        this.spans = List.copyOf(spans);
    }

    /**
     * @param trials of each kind at most one at any time
     */
    public static Candidates of(List<Trial> trials) {
        List<Trial> policiesFirst = new ArrayList<>(trials);
        policiesFirst.sort(Comparator.comparing(trial -> trial.policy() == null));
        TreeSet<Long> turns = new TreeSet<>();
        for (Trial trial : policiesFirst) {
            turns.add(trial.fromMillis());
            turns.add(trial.untilMillis());
        }
        List<Span> spans = new ArrayList<>();
        for (long turn : turns) {
            spans.add(new Span(turn, at(turn, policiesFirst)));
        }
        return trials.isEmpty() ? NONE : new Candidates(spans);
    }

    private static @Nullable Candidate at(long eventTimeMillis, List<Trial> trials) {
        StringBuilder id = new StringBuilder();
        Policy policy = null;
        Priors priors = null;
        long priorsFrom = eventTimeMillis;
        for (Trial trial : trials) {
            if (!trial.covers(eventTimeMillis)) {
                continue;
            }
            if (trial.policy() != null) {
                policy = trial.policy();
                id.append(policy.id());
            } else if (trial.priors() != null) {
                priors = trial.priors();
                priorsFrom = trial.fromMillis();
                id.append(priors.id());
            }
            id.append('@').append(trial.fromMillis()).append(' ');
        }
        return policy == null && priors == null
                ? null
                : new Candidate(id.toString(), policy, priors, priorsFrom);
    }

    /** Whether nothing is or was on trial, at any time. */
    public boolean isEmpty() {
        return spans.isEmpty();
    }

    /** The candidate at an event time; null where nothing is tried. Allocates nothing. */
    public @Nullable Candidate at(long eventTimeMillis) {
        for (int i = spans.size() - 1; i >= 0; i--) {
            Span span = spans.get(i);
            if (span.fromMillis() <= eventTimeMillis) {
                return span.candidate();
            }
        }
        return null;
    }
}
