package io.fusewire.cli;

import io.fusewire.core.catalogue.Catalogue;
import io.fusewire.core.catalogue.IdPath;
import io.fusewire.core.catalogue.Operation;
import io.fusewire.core.catalogue.ParameterRule;
import io.fusewire.core.catalogue.ResourceId;
import io.fusewire.core.catalogue.VerbRule;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Loss;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Shows what the catalogue knows of one operation, or how an unknown one would be judged. */
@Command(
        name = "catalogue",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show what an AWS operation does, as the detector sees it.",
        description = {
            "",
            "Effect, loss, impact, where a record names the resources, and the parameters that"
                    + " change the effect. For an operation that the catalogue lacks: the rule by"
                    + " which it would be judged.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  fusewire catalogue ec2 TerminateInstances",
            "  fusewire catalogue rds.amazonaws.com ModifyDBInstance"
        })
final class CatalogueCommand implements Callable<Integer> {

    private static final String DOMAIN = ".amazonaws.com";
    private static final int NEIGHBOURS_SHOWN_MAX = 8;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SERVICE",
            description = "eventSource, with or without .amazonaws.com: ec2, rds.amazonaws.com.")
    private String service = "";

    @Parameters(
            paramLabel = "OPERATION",
            description = "eventName, with or without an API date: TerminateInstances.")
    private String operation = "";

    @Override
    public Integer call() {
        String source = eventSource(service);
        Catalogue catalogue = Catalogue.load();
        Operation known = catalogue.find(source, operation);
        PrintWriter out = spec.commandLine().getOut();
        if (known == null) {
            describeUnknown(out, source, catalogue);
        } else {
            describe(out, known);
        }
        out.flush();
        return 0;
    }

    private String eventSource(String given) {
        if (given.isBlank() || operation.isBlank()) {
            throw new UsageException(
                    "SERVICE and OPERATION must not be empty, but were \""
                            + given
                            + "\" and \""
                            + operation
                            + "\"");
        }
        String lower = given.toLowerCase(Locale.ROOT);
        return lower.contains(".") ? lower : lower + DOMAIN;
    }

    private static void describe(PrintWriter out, Operation known) {
        out.println(known.eventSource() + " " + known.eventName());
        row(out, "effect", effects(known.effect(), known.secondEffect()) + loss(known.loss()));
        row(
                out,
                "impact",
                number(known.impact()) + " of 10" + (isRead(known) ? "" : ", each resource"));
        row(out, "resource", known.resourceType());
        rows(
                out,
                "ids at",
                known.targets(),
                "the record does not name them: counts one, marked unknown");
        if (!known.parents().isEmpty()) {
            rows(out, "inside", known.parents(), "");
        }
        if (known.isBatch()) {
            row(out, "units", "every id in the record counts");
        }
        if (!known.created().isEmpty()) {
            rows(out, "makes", known.created(), "");
        }
        if (known.pairedCreate() != null) {
            row(out, "made by", known.pairedCreate());
        }
        if (known.pairedDelete() != null) {
            row(out, "undone by", known.pairedDelete());
        }
        describeRules(out, known.rules());
    }

    private static boolean isRead(Operation known) {
        return known.effect() == Effect.READ;
    }

    private static void describeRules(PrintWriter out, List<ParameterRule> rules) {
        if (rules.isEmpty()) {
            return;
        }
        out.println("  with these parameters instead:");
        for (ParameterRule rule : rules) {
            out.println(
                    "    "
                            + condition(rule)
                            + "  ->  "
                            + rule.effect()
                            + loss(rule.loss())
                            + ", impact "
                            + number(rule.impact()));
        }
        out.println(
                "  omitted or hidden parameters satisfy no rule: the effect is then unknown, not"
                        + " harmless");
    }

    private static String condition(ParameterRule rule) {
        String paths =
                rule.paths().stream().map(IdPath::toString).collect(Collectors.joining(" or "));
        String subject =
                rule.elementKey() == null
                        ? paths
                        : "the element of " + paths + " whose key is " + rule.elementKey();
        return switch (rule.test()) {
            case EQUAL -> subject + " is " + rule.operand();
            case NOT_EQUAL -> subject + " is not " + rule.operand();
            case LESS_THAN -> subject + " is below " + rule.operand();
            case CONTAINS -> subject + " contains " + rule.operand();
            case PRESENT -> subject + " is given";
            case ABSENT -> subject + " is not given";
            case ALWAYS -> "always";
        };
    }

    private void describeUnknown(PrintWriter out, String source, Catalogue catalogue) {
        Effect effect = VerbRule.effect(operation, null);
        Loss loss = VerbRule.loss(operation, effect);
        out.println(source + " " + operation + " is not in the catalogue.");
        out.println("Such a call is never dropped. It would be judged by its verb:");
        row(out, "effect", effect + loss(loss));
        if (effect != Effect.READ) {
            row(out, "impact", number(VerbRule.UNKNOWN_OPERATION_IMPACT) + " of 10, each resource");
        }
        row(out, "unless", "the record says readOnly: true, which makes it a READ");
        List<String> neighbours = neighbours(source, catalogue);
        if (!neighbours.isEmpty()) {
            row(out, "known are", String.join(", ", neighbours));
        }
    }

    /** The same operation elsewhere or, if there is none, what is spelled like it here. */
    private List<String> neighbours(String source, Catalogue catalogue) {
        List<String> elsewhere =
                catalogue.operations().stream()
                        .filter(o -> o.eventName().equalsIgnoreCase(operation))
                        .map(o -> o.eventSource() + " " + o.eventName())
                        .limit(NEIGHBOURS_SHOWN_MAX)
                        .toList();
        if (!elsewhere.isEmpty()) {
            return elsewhere;
        }
        String lower = operation.toLowerCase(Locale.ROOT);
        return catalogue.operations().stream()
                .filter(o -> o.eventSource().equals(source))
                .map(Operation::eventName)
                .filter(name -> sharesStart(name.toLowerCase(Locale.ROOT), lower))
                .limit(NEIGHBOURS_SHOWN_MAX)
                .toList();
    }

    private static boolean sharesStart(String name, String wanted) {
        int length = Math.min(wanted.length(), Math.max(6, wanted.length() - 3));
        return name.startsWith(wanted.substring(0, length));
    }

    private static String effects(Effect first, @Nullable Effect second) {
        return second == null ? first.name() : first + " and " + second;
    }

    private static String loss(Loss loss) {
        return switch (loss) {
            case NONE -> "";
            case OUTAGE -> ", an outage that starting again ends";
            case RECOVERABLE -> ", recoverable";
            case IRREVERSIBLE -> ", irreversible";
        };
    }

    private static void rows(
            PrintWriter out, String label, List<ResourceId> ids, String otherwise) {
        if (ids.isEmpty()) {
            row(out, label, otherwise);
        }
        String shown = label;
        for (ResourceId id : ids) {
            row(out, shown, path(id.path()));
            shown = "";
        }
    }

    private static String path(IdPath path) {
        return path.section() == IdPath.Section.REQUEST
                ? "requestParameters." + path
                : path.toString();
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private static void row(PrintWriter out, String label, String value) {
        out.println(String.format(Locale.ROOT, "  %-10s %s", label, value));
    }
}
