package io.fusewire.actions.aws;

import java.util.List;

/** Settings cannot be used; the message lists everything that is wrong with them. */
public final class AwsSettingsException extends Exception {

    private static final long serialVersionUID = 1;

    private final List<String> problems;

    AwsSettingsException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each names the key, the rule and the value, secrets masked. */
    public List<String> problems() {
        return problems;
    }
}
