package io.fusewire.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A policy or control message cannot be used; the message lists everything that is wrong. */
public final class PolicyException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<PolicyProblem> problems;

    PolicyException(List<PolicyProblem> problems) {
        super(problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /**
     * All problems in the order of the text, at most {@link PolicyReader#PROBLEM_LIMIT} and a last
     * one that counts the rest.
     */
    public List<PolicyProblem> problems() {
        return problems;
    }
}
