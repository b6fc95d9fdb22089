package io.fusewire.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers what is wrong with one text. */
final class Problems {

    private final String source;
    private final List<PolicyProblem> problems = new ArrayList<>();
    private int dropped;

    Problems(String source) {
        this.source = source;
    }

    void add(Place place, String setting, String rule) {
        add(new PolicyProblem(source, place.line(), place.column(), setting, rule));
    }

    void add(PolicyProblem problem) {
        if (problems.size() < PolicyReader.PROBLEM_LIMIT) {
            problems.add(problem);
        } else {
            dropped++;
        }
    }

    void addAll(PolicyException exception) {
        exception.problems().forEach(this::add);
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    void throwIfAny() throws PolicyException {
        if (problems.isEmpty()) {
            return;
        }
        List<PolicyProblem> sorted = new ArrayList<>(problems);
        sorted.sort(
                Comparator.comparingInt(PolicyProblem::line)
                        .thenComparingInt(PolicyProblem::column));
        if (dropped > 0) {
            PolicyProblem last = sorted.get(sorted.size() - 1);
            sorted.add(
                    new PolicyProblem(
                            source,
                            last.line(),
                            last.column(),
                            "",
                            dropped + " more problems are not listed"));
        }
        throw new PolicyException(sorted);
    }
}
