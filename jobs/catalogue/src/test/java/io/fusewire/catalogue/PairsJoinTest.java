package io.fusewire.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.catalogue.FieldNoun.Kind;
import io.fusewire.core.catalogue.Catalogue;
import io.fusewire.core.catalogue.IdPath;
import io.fusewire.core.catalogue.Operation;
import io.fusewire.core.catalogue.ResourceId;
import io.fusewire.core.catalogue.ResourceKeyWriter;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * For every create and its delete: the key made from what the create's record offers equals the key
 * made from what the delete's record names.
 *
 * <p>A made-up resource has an id and a name that differ, and an ARN that ends in the name where
 * the pair speaks of a name and of no id. A pair that so cannot be joined must stand in {@code
 * unjoined_pairs.tsv} with its reason, and one that can must not.
 */
class PairsJoinTest {

    private static final String ACCOUNT = "111122223333";
    private static final String REGION = "eu-west-1";
    private static final Path LIST =
            Path.of("src/test/resources/io/fusewire/catalogue/unjoined_pairs.tsv");

    private final Catalogue catalogue = Catalogue.load();
    private final ResourceKeyWriter writer = new ResourceKeyWriter(catalogue.families());

    @Test
    void everyPairJoinsButThoseListedWithTheirReason() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        for (Map<String, String> row : Tsv.read(LIST)) {
            listed.put(
                    row.get("eventSource") + " " + row.get("create") + " " + row.get("delete"),
                    row.get("reason"));
        }
        Map<String, String> unjoined = new TreeMap<>();
        int pairs = 0;
        for (Map.Entry<String, Operation[]> pair : pairs().entrySet()) {
            pairs++;
            String problem = problem(pair.getValue()[0], pair.getValue()[1]);
            if (problem != null) {
                unjoined.put(pair.getKey(), problem);
            }
        }
        System.out.printf("%d pairs, %d cannot be joined%n", pairs, unjoined.size());
        assertThat(pairs).isGreaterThan(1_000);
        assertThat(unjoined).isEqualTo(listed);
    }

    private Map<String, Operation[]> pairs() {
        Map<String, Operation[]> pairs = new LinkedHashMap<>();
        for (Operation operation : catalogue.operations()) {
            if (operation.pairedCreate() != null) {
                add(pairs, find(operation, operation.pairedCreate()), operation);
            }
            if (operation.pairedDelete() != null) {
                add(pairs, operation, find(operation, operation.pairedDelete()));
            }
        }
        return pairs;
    }

    private static void add(
            Map<String, Operation[]> pairs,
            @Nullable Operation create,
            @Nullable Operation delete) {
        if (create != null && delete != null && create != delete) {
            pairs.put(
                    create.eventSource() + " " + create.eventName() + " " + delete.eventName(),
                    new Operation[] {create, delete});
        }
    }

    private @Nullable Operation find(Operation beside, String eventName) {
        return catalogue.find(beside.eventSource(), eventName);
    }

    /** Why the pair's keys differ, or null if they do not. */
    private @Nullable String problem(Operation create, Operation delete) {
        List<ResourceId> made = create.created().isEmpty() ? create.targets() : create.created();
        if (made.isEmpty()) {
            return "the create's record names nothing of the kind";
        }
        if (delete.targets().isEmpty()) {
            return "the delete's record names nothing";
        }
        boolean nameOnly = namesWithoutId(create, delete);
        List<String> createKeys = new ArrayList<>();
        made.forEach(id -> createKeys.add(key(create, id, nameOnly)));
        String key = createKeys.get(0);
        for (ResourceId target : delete.targets()) {
            if (target.path().section() == IdPath.Section.REQUEST
                    && key(delete, target, nameOnly).equals(key)) {
                return null;
            }
        }
        for (ResourceId target : delete.targets()) {
            if (key(delete, target, nameOnly).equals(key)) {
                return null;
            }
        }
        ResourceId target = delete.targets().get(0);
        if (!target.family().equals(made.get(0).family())) {
            return "the create makes another kind than the delete takes";
        }
        if (!parentFamilies(create).equals(parentFamilies(delete))) {
            return "only one of the two names the parent";
        }
        return "the create tells " + kind(made.get(0)) + ", the delete takes " + kind(target);
    }

    private static String kind(ResourceId id) {
        return switch (FieldNoun.of(id.path().toString()).kind()) {
            case ID -> "an id";
            case NAME -> "a name";
            case ARN -> "an ARN";
            case URL -> "a URL";
            case OTHER -> "a value";
        };
    }

    private static boolean namesWithoutId(Operation create, Operation delete) {
        boolean name = false;
        boolean id = false;
        List<ResourceId> all = new ArrayList<>(create.created());
        all.addAll(create.targets());
        all.addAll(delete.targets());
        for (ResourceId each : all) {
            Kind kind = FieldNoun.of(each.path().toString()).kind();
            name |= kind == Kind.NAME;
            id |= kind == Kind.ID;
        }
        return name && !id;
    }

    private String key(Operation operation, ResourceId id, boolean nameOnly) {
        writer.begin(ACCOUNT, REGION);
        parentFamilies(operation)
                .forEach(parent -> writer.addParent(operation.service(), parent, "the-" + parent));
        return writer.write(
                        operation.service(),
                        id.family(),
                        operation.family(),
                        operation.resourceType(),
                        value(operation, id, nameOnly))
                .key();
    }

    /** Several paths to one parent are alternatives. */
    private static List<String> parentFamilies(Operation operation) {
        return operation.parents().stream().map(ResourceId::family).distinct().toList();
    }

    /** What a record of a made-up resource holds in this field. */
    private static String value(Operation operation, ResourceId id, boolean nameOnly) {
        String family = id.family().replaceAll(">.*", "");
        String token = family.isEmpty() ? operation.family() : family;
        String ownId = token + "-0123456789abcdef0";
        String name = "my-" + token;
        return switch (FieldNoun.of(id.path().toString()).kind()) {
            case ID -> nameOnly ? name : ownId;
            case NAME -> name;
            case ARN -> arn(operation.service(), token, nameOnly ? name : ownId);
            case URL -> "https://host/" + ACCOUNT + "/" + (nameOnly ? name : ownId);
            case OTHER -> nameOnly ? name : ownId;
        };
    }

    private static String arn(String service, String token, String last) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + token + "/" + last;
    }

    /** Rewrites the list after a change of the tables; read the difference before committing it. */
    public static void main(String[] args) throws IOException {
        PairsJoinTest test = new PairsJoinTest();
        StringBuilder text = new StringBuilder("eventSource\tcreate\tdelete\treason\n");
        for (Map.Entry<String, Operation[]> pair : new TreeMap<>(test.pairs()).entrySet()) {
            String problem = test.problem(pair.getValue()[0], pair.getValue()[1]);
            if (problem != null) {
                text.append(pair.getKey().replace(' ', '\t')).append('\t').append(problem);
                text.append('\n');
            }
        }
        Files.writeString(LIST, text.toString());
    }
}
