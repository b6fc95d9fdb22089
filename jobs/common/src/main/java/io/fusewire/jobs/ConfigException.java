package io.fusewire.jobs;

import java.util.List;

/** A configuration cannot be used; the message lists everything that is wrong with it. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1;

    private final List<String> problems;

    ConfigException(List<String> problems) {
        super(
                "The configuration has "
                        + (problems.size() == 1 ? "a problem" : problems.size() + " problems")
                        + ":\n- "
                        + String.join("\n- ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each names the key, the rule and the value. */
    public List<String> problems() {
        return problems;
    }
}
