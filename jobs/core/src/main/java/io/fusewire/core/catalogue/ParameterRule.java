package io.fusewire.core.catalogue;

import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Loss;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * An effect that a call has only with certain parameters.
 *
 * @param paths alternatives; the rule holds if its test holds on any of them
 * @param elementKey for {@code attributes[].key=NAME}: the name that the element's {@code key} must
 *     have; the last path step but the key leads to the elements, whose {@code value} is tested.
 *     Null for every other rule
 * @param test what is asked of the values found
 * @param operand what they are compared with; empty for tests without one
 * @param number {@link #operand} as a number for {@link Test#LESS_THAN}, else NaN
 * @param effect of the call if the rule holds
 * @param loss of the call if the rule holds
 * @param impact of the call if the rule holds, 0 to 10
 */
public record ParameterRule(
        List<IdPath> paths,
        @Nullable String elementKey,
        Test test,
        String operand,
        double number,
        Effect effect,
        Loss loss,
        double impact) {

    /**
     * What a rule asks. An absent parameter satisfies {@link #NOT_EQUAL} (the default applies) and
     * {@link #ABSENT}, no other; an omitted or hidden one satisfies nothing.
     */
    public enum Test {
        /** {@code eq:}, {@code any-eq:} and {@code value-eq:}: some value equals the operand. */
        EQUAL,
        /** {@code ne:}: no value equals the operand. */
        NOT_EQUAL,
        /** {@code lt:}: some value is a number below the operand. */
        LESS_THAN,
        /** {@code contains:}: some value contains the operand. */
        CONTAINS,
        PRESENT,
        ABSENT,
        ALWAYS
    }

    /**
     * Compiles a rule as the table writes it.
     *
     * @throws IllegalArgumentException if path or test are not of the language
     */
    public static ParameterRule of(
            String path, String test, Effect effect, Loss loss, double impact) {
        int colon = test.indexOf(':');
        String word = colon < 0 ? test : test.substring(0, colon);
        String operand = colon < 0 ? "" : test.substring(colon + 1);
        Test kind =
                switch (word) {
                    case "eq", "any-eq", "value-eq" -> Test.EQUAL;
                    case "ne" -> Test.NOT_EQUAL;
                    case "lt" -> Test.LESS_THAN;
                    case "contains" -> Test.CONTAINS;
                    case "present" -> Test.PRESENT;
                    case "absent" -> Test.ABSENT;
                    case "always" -> Test.ALWAYS;
                    default ->
                            throw new IllegalArgumentException(
                                    "parameter rule's test must be one of eq, any-eq, value-eq, ne,"
                                            + " lt, contains, present, absent, always, but was \""
                                            + test
                                            + "\"");
                };
        double number = kind == Test.LESS_THAN ? Double.parseDouble(operand) : Double.NaN;
        int equals = path.indexOf('=');
        String elementKey = equals < 0 ? null : path.substring(equals + 1);
        String plain = equals < 0 ? path : path.substring(0, equals);
        if (elementKey != null) {
            if (!plain.endsWith("[].key")) {
                throw new IllegalArgumentException(
                        "parameter rule's path must select an element as list[].key=NAME, but was"
                                + " \""
                                + path
                                + "\"");
            }
            plain = plain.substring(0, plain.length() - ".key".length());
        }
        List<IdPath> paths = new java.util.ArrayList<>();
        for (String alternative : plain.split(",")) {
            paths.add(IdPath.of(alternative));
        }
        return new ParameterRule(
                List.copyOf(paths), elementKey, kind, operand, number, effect, loss, impact);
    }
}
