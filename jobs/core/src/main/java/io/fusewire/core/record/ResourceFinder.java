package io.fusewire.core.record;

import io.fusewire.core.catalogue.Catalogue;
import io.fusewire.core.catalogue.IdPath;
import io.fusewire.core.catalogue.Operation;
import io.fusewire.core.catalogue.ResourceId;
import io.fusewire.core.catalogue.ResourceKeyWriter;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the resources that one record's call acts on and those that it made, and counts them.
 *
 * <p>{@link #find} fills {@link #resources}, {@link #created} and {@link #units} for one record.
 * One instance serves one thread.
 */
final class ResourceFinder {

    /**
     * How many resources of one call are listed, the size of the largest batch that AWS takes (S3
     * DeleteObjects). Those beyond are counted in the units but not listed.
     */
    static final int RESOURCES_PER_EVENT_LIMIT = 1_000;

    private static final String DELETE_CHANGE = "DELETE";

    private final ResourceKeyWriter writer;
    private final NodeList values = new NodeList();
    private final NodeList parentValues = new NodeList();
    private final Set<String> seenKeys = new HashSet<>();

    private final List<ResourceRef> list = new ArrayList<>();
    private int listedUnits;

    /** Those acted on. */
    List<ResourceRef> resources = List.of();

    /** Those that a successful call made. */
    List<ResourceRef> created = List.of();

    /** How many the call acts on, or {@link AuditEvent#UNITS_UNKNOWN}. */
    int units;

    ResourceFinder(Catalogue catalogue) {
        this.writer = new ResourceKeyWriter(catalogue.families());
    }

    /**
     * Looks through one record.
     *
     * @param operation of the record, or null if the catalogue does not know it
     * @param effect as decided, parameters considered
     */
    void find(
            CloudTrailRecord record,
            @Nullable Operation operation,
            Effect effect,
            Outcome outcome,
            String account,
            String region) {
        writer.begin(account, region);
        resources = List.of();
        created = List.of();
        units = AuditEvent.UNITS_UNKNOWN;
        if (operation == null) {
            findInResources(record, null, "");
            units = withheld(record) && resources.isEmpty() ? AuditEvent.UNITS_UNKNOWN : 1;
            return;
        }
        if (isRecordSetChange(operation)) {
            findRecordSets(record, operation, effect, outcome);
            return;
        }
        if (operation.eventName().equals("BatchWriteItem")
                && operation.service().equals("dynamodb")) {
            findWrittenItems(record, operation, effect);
            return;
        }
        findTargets(record, operation);
        if (!operation.created().isEmpty() && outcome == Outcome.SUCCESS) {
            findCreated(record, operation, effect);
        }
    }

    // What a call acts on.

    private void findTargets(CloudTrailRecord record, Operation operation) {
        resources = firstNamed(record, operation, operation.targets());
        boolean named = listedUnits > 0;
        units = listedUnits;
        if (!named) {
            findInResources(record, operation.resourceType(), operation.family());
            units = unitsOfUnnamed(record, operation);
        }
    }

    /** A call that names nothing acts on one thing, unless it could name several or hides them. */
    private int unitsOfUnnamed(CloudTrailRecord record, Operation operation) {
        if (operation.isBatch()) {
            return AuditEvent.UNITS_UNKNOWN;
        }
        boolean hides = withheld(record) && !operation.targets().isEmpty();
        return hides && resources.isEmpty() ? AuditEvent.UNITS_UNKNOWN : 1;
    }

    private static boolean withheld(CloudTrailRecord record) {
        return record.requestParametersOmitted
                || record.requestParameters == CloudTrailRecord.ABSENT;
    }

    // What it made.

    private void findCreated(CloudTrailRecord record, Operation operation, Effect effect) {
        created = firstNamed(record, operation, operation.created());
        int made = listedUnits;
        if (made == 0 && effect == Effect.CREATE) {
            List<ResourceRef> acted = resources;
            findInResources(record, operation.resourceType(), operation.family());
            created = resources;
            resources = acted;
            made = created.size();
        }
        if (made > 0) {
            resources = created;
            units = made;
        }
    }

    // Ids by path.

    /** The resources under the first of several paths that the record has. */
    private List<ResourceRef> firstNamed(
            CloudTrailRecord record, Operation operation, List<ResourceId> alternatives) {
        listedUnits = 0;
        for (int i = 0; i < alternatives.size(); i++) {
            ResourceId id = alternatives.get(i);
            values.clear();
            TapePaths.values(record, id.path(), values);
            if (values.size() > 0) {
                List<ResourceRef> named = list(record, operation, id);
                if (listedUnits > 0) {
                    return named;
                }
            }
        }
        return List.of();
    }

    private List<ResourceRef> list(CloudTrailRecord record, Operation operation, ResourceId id) {
        writer.clearParents();
        addParents(record, operation);
        listedUnits = 0;
        if (values.size() == 1) {
            ResourceRef only = resource(record, operation, id, values.get(0));
            return only == null ? List.of() : List.of(only);
        }
        list.clear();
        seenKeys.clear();
        for (int i = 0; i < values.size(); i++) {
            if (list.size() == RESOURCES_PER_EVENT_LIMIT) {
                listedUnits += values.size() - i;
                break;
            }
            ResourceRef ref = resource(record, operation, id, values.get(i));
            if (ref != null && seenKeys.add(ref.key())) {
                list.add(ref);
            } else if (ref != null) {
                listedUnits--;
            }
        }
        return List.copyOf(list);
    }

    /** One value as a resource; null if it is hidden or of another kind than the path asks for. */
    private @Nullable ResourceRef resource(
            CloudTrailRecord record, Operation operation, ResourceId id, int node) {
        FieldTape tape = record.tape;
        if (!tape.isContainer(node) && tape.textEquals(node, TapePaths.HIDDEN, false)) {
            listedUnits++;
            return null;
        }
        String value = TapePaths.text(tape, node);
        if (id.path().section() == IdPath.Section.RESOURCES) {
            ResourceRef ref = writer.writeArn(operation.resourceType(), value);
            boolean wanted = ref != null && writer.lastArnFamily().equals(id.family());
            listedUnits += wanted ? 1 : 0;
            return wanted ? ref : null;
        }
        listedUnits++;
        return writer.write(
                operation.service(),
                id.family(),
                operation.family(),
                operation.resourceType(),
                value);
    }

    private void addParents(CloudTrailRecord record, Operation operation) {
        List<ResourceId> parents = operation.parents();
        for (int i = 0; i < parents.size(); i++) {
            ResourceId parent = parents.get(i);
            parentValues.clear();
            TapePaths.values(record, parent.path(), parentValues);
            boolean named = parentValues.size() > 0;
            boolean moreAlternatives =
                    i + 1 < parents.size() && parents.get(i + 1).family().equals(parent.family());
            if (!named && moreAlternatives) {
                continue;
            }
            String value = named ? record.tape.string(parentValues.get(0)) : null;
            writer.addParent(operation.service(), parent.family(), value);
            while (i + 1 < parents.size() && parents.get(i + 1).family().equals(parent.family())) {
                i++;
            }
        }
    }

    // The record's own list of resources.

    /**
     * Takes ARNs from the record's {@code resources}: those of the wanted type or family, else the
     * first.
     */
    private void findInResources(CloudTrailRecord record, @Nullable String type, String family) {
        resources = List.of();
        if (record.resources == CloudTrailRecord.ABSENT) {
            return;
        }
        FieldTape tape = record.tape;
        list.clear();
        seenKeys.clear();
        ResourceRef first = null;
        int end = tape.end(record.resources);
        for (int entry = record.resources + 1;
                entry < end && list.size() < RESOURCES_PER_EVENT_LIMIT;
                entry = tape.end(entry)) {
            ResourceRef ref = listed(tape, entry);
            if (ref == null) {
                continue;
            }
            first = first == null ? ref : first;
            boolean wanted = ref.type().equals(type) || writer.lastArnFamily().equals(family);
            if (wanted && seenKeys.add(ref.key())) {
                list.add(ref);
            }
        }
        if (!list.isEmpty()) {
            resources = List.copyOf(list);
        } else if (first != null) {
            resources = List.of(first);
        }
    }

    private @Nullable ResourceRef listed(FieldTape tape, int entry) {
        int arn = TapePaths.field(tape, entry, "ARN");
        if (arn < 0 || tape.kind(arn) != FieldTape.Kind.STRING) {
            return null;
        }
        int type = TapePaths.field(tape, entry, "type");
        boolean typed = type >= 0 && tape.kind(type) == FieldTape.Kind.STRING;
        return writer.writeArn(typed ? tape.string(type) : null, tape.string(arn));
    }

    // Calls whose items are no plain ids.

    private static boolean isRecordSetChange(Operation operation) {
        return operation.service().equals("route53")
                && operation.eventName().equals("ChangeResourceRecordSets");
    }

    /**
     * DNS records: a batch of changes, each with an action of its own. A call that deletes acts on
     * the records that it deletes; one that does not, on all that it names. Records that are
     * deleted and made again in one batch are replaced, and count as neither.
     */
    private void findRecordSets(
            CloudTrailRecord record, Operation operation, Effect effect, Outcome outcome) {
        FieldTape tape = record.tape;
        values.clear();
        TapePaths.nodes(record, RecordSetPaths.CHANGES, values);
        List<ResourceRef> deleted = new ArrayList<>();
        List<ResourceRef> written = new ArrayList<>();
        int deletedUnits = 0;
        for (int i = 0; i < values.size(); i++) {
            int change = values.get(i);
            int action = TapePaths.field(tape, change, "action");
            boolean deletes =
                    action >= 0
                            && tape.kind(action) == FieldTape.Kind.STRING
                            && tape.textEquals(action, DELETE_CHANGE, true);
            deletedUnits += deletes ? 1 : 0;
            ResourceRef ref = recordSet(record, operation, change);
            List<ResourceRef> into = deletes ? deleted : written;
            if (ref != null && into.size() < RESOURCES_PER_EVENT_LIMIT) {
                into.add(ref);
            }
        }
        boolean destroys = effect == Effect.DESTROY && deletedUnits > 0;
        resources = List.copyOf(destroys ? deleted : written);
        created = outcome == Outcome.SUCCESS ? List.copyOf(written) : List.of();
        if (values.size() > 0) {
            units = destroys ? deletedUnits : values.size();
        }
    }

    private @Nullable ResourceRef recordSet(
            CloudTrailRecord record, Operation operation, int change) {
        FieldTape tape = record.tape;
        int set = TapePaths.field(tape, change, "resourceRecordSet");
        int name = set < 0 ? -1 : TapePaths.field(tape, set, "name");
        int type = set < 0 ? -1 : TapePaths.field(tape, set, "type");
        if (name < 0 || type < 0 || tape.isContainer(name) || tape.isContainer(type)) {
            return null;
        }
        parentValues.clear();
        TapePaths.values(record, RecordSetPaths.ZONE, parentValues);
        writer.clearParents();
        if (parentValues.size() > 0) {
            writer.addParent(operation.service(), "hostedzone", tape.string(parentValues.get(0)));
        }
        // Route 53 takes and prints names with and without the final dot.
        String plain = tape.string(name).toLowerCase(java.util.Locale.ROOT);
        String id = (plain.endsWith(".") ? plain : plain + ".") + " " + tape.string(type);
        return writer.write(
                operation.service(), "recordset", "recordset", "AWS::Route53::RecordSet", id);
    }

    /** Items of several tables in one call: one unit an item, the tables as resources. */
    private void findWrittenItems(CloudTrailRecord record, Operation operation, Effect effect) {
        values.clear();
        TapePaths.nodes(
                record, effect == Effect.DESTROY ? ItemPaths.DELETED : ItemPaths.REQUESTS, values);
        units = values.size() == 0 ? AuditEvent.UNITS_UNKNOWN : values.size();
        int tables =
                record.requestParameters == CloudTrailRecord.ABSENT
                        ? -1
                        : TapePaths.field(record.tape, record.requestParameters, "requestItems");
        if (tables < 0 || record.tape.kind(tables) != FieldTape.Kind.OBJECT) {
            return;
        }
        list.clear();
        int end = record.tape.end(tables);
        for (int table = tables + 1; table < end; table = record.tape.end(table)) {
            String name = record.tape.name(table);
            if (name != null && list.size() < RESOURCES_PER_EVENT_LIMIT) {
                list.add(
                        writer.write(
                                operation.service(),
                                "table",
                                "table",
                                "AWS::DynamoDB::Table",
                                name));
            }
        }
        resources = List.copyOf(list);
    }

    private static final class RecordSetPaths {
        static final IdPath CHANGES = IdPath.of("changeBatch.changes[]");
        static final IdPath ZONE = IdPath.of("hostedZoneId");
    }

    private static final class ItemPaths {
        static final IdPath DELETED = IdPath.of("requestItems.*[].deleteRequest");
        static final IdPath REQUESTS = IdPath.of("requestItems.*[]");
    }
}
