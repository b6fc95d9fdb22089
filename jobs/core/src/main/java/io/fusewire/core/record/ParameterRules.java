package io.fusewire.core.record;

import io.fusewire.core.catalogue.IdPath;
import io.fusewire.core.catalogue.ParameterRule;
import io.fusewire.core.event.Effect;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Finds out which of an operation's parameter rules a record fires.
 *
 * <p>Of several that hold, the one with the greatest impact decides; of equals the graver effect,
 * then the first in the table. Parameters that were omitted or hidden satisfy nothing; {@link
 * #undecided} then tells that the effect is unknown rather than harmless. One instance serves one
 * thread.
 */
final class ParameterRules {

    private final NodeList found = new NodeList();
    private boolean undecided;

    /** The rule that decides, or null if none holds. */
    @Nullable ParameterRule decide(CloudTrailRecord record, List<ParameterRule> rules) {
        undecided = false;
        ParameterRule best = null;
        for (int i = 0; i < rules.size(); i++) {
            ParameterRule rule = rules.get(i);
            if (holds(record, rule) && (best == null || outranks(rule, best))) {
                best = rule;
            }
        }
        return best;
    }

    /**
     * Whether the last record withheld a parameter that a rule asks for, so that a rule which did
     * not fire might have.
     */
    boolean undecided() {
        return undecided;
    }

    private static boolean outranks(ParameterRule rule, ParameterRule best) {
        return rule.impact() > best.impact()
                || (rule.impact() == best.impact() && gravity(rule) > gravity(best));
    }

    /** How grave an effect is where impact does not tell. */
    static int gravity(Effect effect) {
        return switch (effect) {
            case AUDIT_TAMPERING -> 7;
            case DESTROY -> 6;
            case PROTECTION_REMOVAL -> 5;
            case PRIVILEGE_CHANGE -> 4;
            case UNKNOWN -> 3;
            case MODIFY -> 2;
            case CREATE -> 1;
            case READ -> 0;
        };
    }

    private static int gravity(ParameterRule rule) {
        return gravity(rule.effect());
    }

    private boolean holds(CloudTrailRecord record, ParameterRule rule) {
        if (rule.test() == ParameterRule.Test.ALWAYS) {
            return true;
        }
        boolean withheld =
                record.requestParametersOmitted
                        || record.requestParameters == CloudTrailRecord.ABSENT;
        if (withheld) {
            undecided = true;
            return false;
        }
        for (int i = 0; i < rule.paths().size(); i++) {
            if (holds(record, rule, rule.paths().get(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(CloudTrailRecord record, ParameterRule rule, IdPath path) {
        found.clear();
        TapePaths.nodes(record, path, found);
        FieldTape tape = record.tape;
        int present = 0;
        for (int i = 0; i < found.size(); i++) {
            int node = tested(tape, found.get(i), rule.elementKey());
            if (node < 0) {
                continue;
            }
            if (isHidden(tape, node)) {
                undecided = true;
                return false;
            }
            present++;
            if (matches(tape, node, rule)) {
                return rule.test() != ParameterRule.Test.NOT_EQUAL;
            }
        }
        return switch (rule.test()) {
            case NOT_EQUAL -> true;
            case ABSENT -> present == 0;
            case ALWAYS, EQUAL, LESS_THAN, CONTAINS, PRESENT -> false;
        };
    }

    /** The node whose value is tested: of an element with the wanted key, its {@code value}. */
    private static int tested(FieldTape tape, int node, @Nullable String elementKey) {
        if (elementKey == null) {
            return node;
        }
        int key = TapePaths.field(tape, node, "key");
        boolean wanted =
                key >= 0 && !tape.isContainer(key) && tape.textEquals(key, elementKey, true);
        return wanted ? TapePaths.field(tape, node, "value") : -1;
    }

    private static boolean isHidden(FieldTape tape, int node) {
        return tape.kind(node) == FieldTape.Kind.STRING
                && tape.textEquals(node, TapePaths.HIDDEN, false);
    }

    /** Whether one value is what the rule asks for; of {@code ne:} whether it is the operand. */
    private static boolean matches(FieldTape tape, int node, ParameterRule rule) {
        return switch (rule.test()) {
            case PRESENT -> true;
            case ABSENT, ALWAYS -> false;
            case EQUAL, NOT_EQUAL -> equalsOperand(tape, node, rule.operand());
            case LESS_THAN -> isLess(tape, node, rule.number());
            case CONTAINS -> !tape.isContainer(node) && contains(tape, node, rule.operand());
        };
    }

    private static boolean equalsOperand(FieldTape tape, int node, String operand) {
        return switch (tape.kind(node)) {
            case TRUE -> operand.equalsIgnoreCase("true");
            case FALSE -> operand.equalsIgnoreCase("false");
            case STRING, NUMBER -> tape.textEquals(node, operand, true);
            case NULL, OBJECT, ARRAY -> false;
        };
    }

    private static boolean isLess(FieldTape tape, int node, double bound) {
        FieldTape.Kind kind = tape.kind(node);
        if (kind != FieldTape.Kind.NUMBER && kind != FieldTape.Kind.STRING) {
            return false;
        }
        try {
            return Double.parseDouble(tape.string(node)) < bound;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean contains(FieldTape tape, int node, String part) {
        return tape.string(node).contains(part);
    }
}
