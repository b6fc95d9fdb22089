package io.fusewire.cli;

import io.fusewire.cli.demo.Demo;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** A demonstration inside the test's process: what it found, what it printed, where it worked. */
public record DemoRun(Demo.Outcome outcome, String screen, Path workFolder) {

    public static DemoRun of(Demo.Options options) throws Exception {
        StringWriter screen = new StringWriter();
        Terminal terminal = Terminal.of(new PrintWriter(screen), new PrintWriter(screen));
        try (WorkFolder work = WorkFolder.create()) {
            Path folder = work.path();
            Demo.Outcome outcome = new Demo(options, terminal, work).run();
            work.close();
            return new DemoRun(outcome, screen.toString(), folder);
        }
    }
}
