package io.fusewire.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command that was run inside the test's process: its status and what it printed. */
record CommandOutput(int status, String out, String err) {

    static CommandOutput of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status =
                Fusewire.commandLine(new PrintWriter(out), new PrintWriter(err)).execute(arguments);
        return new CommandOutput(status, out.toString(), err.toString());
    }
}
