package io.fusewire.core.record;

import io.fusewire.core.catalogue.IdPath;
import io.fusewire.core.catalogue.Operation;
import io.fusewire.core.event.Effect;

import org.jspecify.annotations.Nullable;

/**
 * The CloudFormation stack that a record belongs to: the one that a stack call acts on, by name
 * whether the call gives name or ARN, or the one that tags of a create name.
 */
final class StackNames {

    private static final String TAG = "aws:cloudformation:stack-name";
    private static final IdPath NAME = IdPath.of("stackName");
    private static final IdPath ID = IdPath.of("stackId");
    private static final String ARN_PART = ":stack/";

    private final NodeList found = new NodeList();

    @Nullable String of(CloudTrailRecord record, @Nullable Operation operation, Effect effect) {
        if (record.requestParameters == CloudTrailRecord.ABSENT) {
            return null;
        }
        if (operation != null && operation.service().equals("cloudformation")) {
            return named(record);
        }
        return effect == Effect.CREATE ? tagged(record) : null;
    }

    private @Nullable String named(CloudTrailRecord record) {
        found.clear();
        TapePaths.values(record, NAME, found);
        if (found.size() == 0) {
            TapePaths.values(record, ID, found);
        }
        return found.size() == 0 ? null : reduced(record.tape.string(found.get(0)));
    }

    /** {@code arn:…:stack/NAME/uuid} or {@code NAME}. */
    static String reduced(String nameOrArn) {
        int start = nameOrArn.indexOf(ARN_PART);
        if (start < 0) {
            return nameOrArn;
        }
        int nameStart = start + ARN_PART.length();
        int nameEnd = nameOrArn.indexOf('/', nameStart);
        return nameOrArn.substring(nameStart, nameEnd < 0 ? nameOrArn.length() : nameEnd);
    }

    /** Tags are {@code {"key":…,"value":…}} or {@code {name: value}}, anywhere in the request. */
    private static @Nullable String tagged(CloudTrailRecord record) {
        FieldTape tape = record.tape;
        int end = tape.end(record.requestParameters);
        for (int node = record.requestParameters + 1; node < end; node++) {
            if (tape.kind(node) == FieldTape.Kind.STRING && TAG.equals(tape.name(node))) {
                return tape.string(node);
            }
            if (tape.kind(node) == FieldTape.Kind.OBJECT) {
                int key = TapePaths.field(tape, node, "key");
                boolean isTag =
                        key >= 0
                                && tape.kind(key) == FieldTape.Kind.STRING
                                && tape.textEquals(key, TAG, false);
                int value = isTag ? TapePaths.field(tape, node, "value") : -1;
                if (value >= 0 && tape.kind(value) == FieldTape.Kind.STRING) {
                    return tape.string(value);
                }
            }
        }
        return null;
    }
}
