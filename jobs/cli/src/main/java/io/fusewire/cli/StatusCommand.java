package io.fusewire.cli;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.kafka.Topics;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Shows which breakers are not closed. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show the breakers that are not closed.",
        description = {
            "",
            "Reads the compacted topic fusewire.breakers, which has the latest state of each agent"
                    + " whose breaker ever changed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  fusewire status --bootstrap-servers kafka-1:9092",
            "  fusewire status --bootstrap-servers kafka-1:9092 --watch"
        })
final class StatusCommand implements Callable<Integer> {

    /** Those that wait for a person first. */
    private static final List<String> ORDER =
            List.of("OPEN", "FORCED_OPEN", "HALF_OPEN", "DISABLED", "CLOSED");

    private static final int DECISION_SHOWN = 12;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--all", description = "Show closed ones, too.")
    private boolean all;

    @Option(names = "--watch", description = "Go on with each change as it comes, until Ctrl-C.")
    private boolean watch;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private KafkaOptions kafka;

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        try (TopicReader reader = new TopicReader(kafka.client(), List.of(Topics.BREAKERS))) {
            Map<String, TopicReader.Message> latest = new TreeMap<>();
            reader.readAll(message -> latest.put(message.json().path("agent").asText(), message));
            print(terminal, latest);
            while (watch) {
                reader.poll(message -> terminal.line(line(message)));
            }
        }
        return 0;
    }

    private void print(Terminal terminal, Map<String, TopicReader.Message> latest) {
        List<TopicReader.Message> shown =
                latest.values().stream()
                        .filter(message -> all || !isClosed(message))
                        .sorted(
                                Comparator.comparingInt(
                                        message -> ORDER.indexOf(message.text("breaker"))))
                        .toList();
        if (shown.isEmpty()) {
            terminal.line("No breaker is open, held, on probation or disabled.");
        } else {
            terminal.line(
                    "%-11s  %-7s  %-20s  %-12s  %8s  %s",
                    "BREAKER", "MODE", "SINCE", "DECISION", "SESSIONS", "AGENT");
            shown.forEach(message -> terminal.line(line(message)));
        }
        long closed = latest.values().stream().filter(StatusCommand::isClosed).count();
        if (closed > 0 && !all) {
            terminal.line("%d closed again (--all shows them).", closed);
        }
    }

    private static boolean isClosed(TopicReader.Message message) {
        return message.text("breaker").equals(BreakerState.CLOSED.name());
    }

    private static String line(TopicReader.Message message) {
        String decision = message.text("decisionId");
        return String.format(
                Locale.ROOT,
                "%-11s  %-7s  %-20s  %-12s  %8d  %s",
                message.text("breaker"),
                message.text("mode"),
                message.text("at"),
                decision.isEmpty()
                        ? "-"
                        : decision.substring(0, Math.min(DECISION_SHOWN, decision.length())),
                message.json().path("sessions").size(),
                message.text("agent"));
    }
}
