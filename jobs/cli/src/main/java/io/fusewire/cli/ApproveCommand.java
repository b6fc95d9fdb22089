package io.fusewire.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fusewire.control.SharedDocument;
import io.fusewire.control.SigningKey;
import io.fusewire.core.policy.Approval;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two people say beforehand that an agent may destroy certain things. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Approve beforehand, as two persons, that an agent destroys certain things.",
        description = {
            "",
            "The first person writes the approval and signs it into a file (--out). The second reads"
                    + " it, signs the same file (--countersign) and publishes it. Neither may be the"
                    + " agent or its operator. It covers so many resources, each once, within its"
                    + " time, and nothing that happened before it was published.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  fusewire approve --agent 'aws:111122223333:role/Deploy/ci-#' --effects DESTROY \\",
            "      --resources '*staging*' --count 12 --for 3h --ticket CHG-17 \\",
            "      --key ~/.fusewire/lee.jwk --out CHG-17.json",
            "  fusewire approve --show CHG-17.json",
            "  fusewire approve --countersign CHG-17.json --key ~/.fusewire/ann.jwk \\",
            "      --bootstrap-servers kafka-1:9092"
        })
final class ApproveCommand implements Callable<Integer> {

    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,4})([mhd])");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--agent",
            paramLabel = "PATTERN",
            description = "Keys of the agents that it is for; * stands for any characters.")
    private @Nullable String agent;

    @Option(
            names = "--effects",
            split = ",",
            paramLabel = "EFFECT",
            description = "What it covers: DESTROY, PROTECTION_REMOVAL, PRIVILEGE_CHANGE …")
    private List<String> effects = List.of();

    @Option(
            names = "--operations",
            split = ",",
            paramLabel = "PATTERN",
            description = "Operations that it covers: rds:DeleteDBInstance, Delete*.")
    private List<String> operations = List.of();

    @Option(
            names = "--resources",
            split = ",",
            paramLabel = "PATTERN",
            description = "Resources, by key or id; '*' for any, named or not.")
    private List<String> resources = List.of();

    @Option(
            names = "--types",
            split = ",",
            paramLabel = "PATTERN",
            description = "Types of resources (default: any).")
    private List<String> types = List.of();

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many resources in all, 1 to 1000.")
    private @Nullable Integer count;

    @Option(
            names = "--not-before",
            paramLabel = "TIME",
            description = "From when, as 2026-11-17T20:00:00Z (default: now).")
    private @Nullable String notBefore;

    @Option(names = "--expiry", paramLabel = "TIME", description = "Until when.")
    private @Nullable String expiry;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "How long instead: 30m, 3h, 2d; at most 30 days.")
    private @Nullable String duration;

    @Option(
            names = "--ticket",
            paramLabel = "ID",
            description = "Where it was agreed; names the approval too, unless --id does.")
    private @Nullable String ticket;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Names the approval, once and for ever (default: the ticket).")
    private @Nullable String id;

    @Option(
            names = "--countersign",
            paramLabel = "FILE",
            description = "Sign what the first person signed. Read it first: --show.")
    private @Nullable Path countersign;

    @Option(
            names = "--publish",
            paramLabel = "FILE",
            description = "Publish what both have signed.")
    private @Nullable Path published;

    @Option(
            names = "--show",
            paramLabel = "FILE",
            description = "Print what a file approves and who signed it.")
    private @Nullable Path shown;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SigningOptions signing;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private PublishOptions publish;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (shown != null) {
            show(document(shown, "--show"));
            return 0;
        }
        publish.check();
        if (published != null) {
            return publish.deliver(signedByTwo(document(published, "--publish")), null, spec);
        }
        if (countersign != null) {
            return countersign(document(countersign, "--countersign"));
        }
        return begin();
    }

    private int begin() throws IOException, InterruptedException {
        if (!publish.isToFile()) {
            throw new UsageException(
                    "--out must be given: an approval takes a second signature before it is"
                            + " published");
        }
        SigningKey key = signing.key();
        SharedDocument document = SharedDocument.begin(payload(), key);
        show(document);
        return publish.deliver(document.text(), null, spec);
    }

    private int countersign(SharedDocument document) throws IOException, InterruptedException {
        if (document.keyIds().size() != 1) {
            throw new UsageException(
                    "--countersign must be a file with one signature, but it has "
                            + document.keyIds().size());
        }
        SigningKey key = signing.key();
        if (document.keyIds().contains(key.id())) {
            throw new UsageException(
                    "--key must be another person's, but " + key.id() + " has signed already");
        }
        approvalIn(document);
        SharedDocument both = document.countersign(key);
        show(both);
        return publish.deliver(both.text(), null, spec);
    }

    private static String signedByTwo(SharedDocument document) {
        if (document.keyIds().size() != Approval.APPROVERS_NEEDED) {
            throw new UsageException(
                    "--publish must be a file with two signatures, but it has "
                            + document.keyIds().size());
        }
        return document.text();
    }

    private static SharedDocument document(Path file, String option) {
        try {
            return SharedDocument.read(PolicyFiles.text(file, option));
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    option
                            + " must be a file that `fusewire approve` wrote, but "
                            + file
                            + " "
                            + Terminal.plain(String.valueOf(e.getMessage())));
        }
    }

    private String payload() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant from = notBefore == null ? now : Times.read("--not-before", notBefore);
        ObjectNode message =
                Messages.begin("approval")
                        .put("id", id == null ? required("--ticket", ticket) : id)
                        .put("agent", required("--agent", agent));
        list(message, "effects", effects);
        list(message, "operations", operations);
        list(message, "resources", resources);
        list(message, "types", types);
        message.put("count", required("--count", count))
                .put("notBefore", from.toString())
                .put("expiry", until(from).toString())
                .put("ticket", required("--ticket", ticket));
        String payload = Messages.payload(message, now);
        List<String> problems = approval(payload).problems();
        if (!problems.isEmpty()) {
            throw new UsageException("the approval " + String.join("; ", problems));
        }
        return payload;
    }

    private Instant until(Instant from) {
        if ((expiry == null) == (duration == null)) {
            throw new UsageException("either --expiry or --for must be given");
        }
        if (expiry != null) {
            return Times.read("--expiry", expiry);
        }
        Matcher matcher = DURATION.matcher(String.valueOf(duration));
        if (!matcher.matches()) {
            throw new UsageException(
                    "--for must be a duration such as 30m, 3h or 2d, but was " + duration);
        }
        long number = Long.parseLong(matcher.group(1));
        return from.plus(
                switch (matcher.group(2)) {
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    private static <T> T required(String option, @Nullable T value) {
        if (value == null) {
            throw new UsageException(option + " must be given");
        }
        return value;
    }

    private static void list(ObjectNode message, String key, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode list = message.putArray(key);
            values.forEach(list::add);
        }
    }

    private static Approval approval(String payload) {
        Approval approval = Messages.read(payload).statement().approval();
        if (approval == null) {
            throw new UsageException("the file must hold an approval, but holds another message");
        }
        return approval;
    }

    private static Approval approvalIn(SharedDocument document) {
        return approval(document.payload());
    }

    /** Whoever signs has to see what. */
    private void show(SharedDocument document) {
        Approval approval = approvalIn(document);
        Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        row(terminal, "approval", approval.id());
        row(terminal, "agent", approval.agent());
        row(terminal, "effects", String.join(", ", approval.effects()));
        row(terminal, "operations", String.join(", ", approval.operations()));
        row(terminal, "resources", String.join(", ", approval.resources()));
        row(terminal, "types", String.join(", ", approval.types()));
        row(terminal, "count", String.format(Locale.ROOT, "%d", approval.count()));
        row(
                terminal,
                "holds",
                Instant.ofEpochMilli(approval.notBeforeMillis())
                        + " to "
                        + Instant.ofEpochMilli(approval.expiryMillis()));
        row(terminal, "ticket", approval.ticket());
        row(terminal, "signed by", String.join(", ", document.keyIds()));
    }

    private static void row(Terminal terminal, String name, String value) {
        if (!value.isEmpty()) {
            terminal.line("%-10s  %s", name, Terminal.plain(value));
        }
    }
}
