package io.fusewire.policy;

/**
 * One thing that is wrong with a policy or control message.
 *
 * @param source name of the file or message
 * @param line line in it, from 1
 * @param column column in it, from 1
 * @param setting path of the setting, {@code agents[0].mode}; empty for the text as a whole
 * @param rule what must hold and what was found instead
 */
public record PolicyProblem(String source, int line, int column, String setting, String rule) {

    /** The way compilers write it, so that editors can jump to the place. */
    @Override
    public String toString() {
        String what = setting.isEmpty() ? rule : setting + " " + rule;
        return source + ":" + line + ":" + column + ": " + what;
    }
}
