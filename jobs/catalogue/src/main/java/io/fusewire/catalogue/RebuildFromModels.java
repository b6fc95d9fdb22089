package io.fusewire.catalogue;

import com.fasterxml.jackson.databind.JsonNode;

import io.fusewire.core.catalogue.EventNames;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the operation table afresh from AWS' published service models and the hand-kept tables, and
 * shows how it differs from the released one: {@code RebuildFromModels MODELS_JAR SOURCES_FOLDER
 * TARGET_FOLDER} writes {@code catalogue.tsv} and {@code difference.txt}.
 *
 * <p>The released table was made from newer models and from IAM data that no Maven repository
 * holds, so it stays what ships; this is for checking it and for finding what a change of rules
 * would do. The same input gives the same bytes.
 */
public final class RebuildFromModels {

    private static final String HEADER =
            "eventSource\teventName\teffect\teffect2\tloss\timpact\tresourceType\tidPaths"
                    + "\tparentPaths\tcreatedIdPaths\tpairedCreate\tpairedDelete\tiamAction\tbasis"
                    + "\taliasOf\n";

    private final Map<String, Map<String, String>> released = new TreeMap<>();
    private final Map<String, List<String>> aliases = new HashMap<>();
    private final Map<String, String> overrides = new TreeMap<>();
    private final Map<String, String> typeCreated = new HashMap<>();
    private final Map<String, String> deleteOfCreate = new HashMap<>();
    private final TreeMap<String, String[]> rows = new TreeMap<>();

    private RebuildFromModels(Path sources) throws IOException {
        for (Map<String, String> row : Tsv.read(sources.resolve("catalogue.tsv"))) {
            released.put(row.get("eventSource") + "\t" + row.get("eventName"), row);
        }
        for (Map<String, String> row : Tsv.read(sources.resolve("eventsource_alias.tsv"))) {
            aliases.computeIfAbsent(Tsv.cell(row, "seenPrefix"), key -> new ArrayList<>())
                    .add(Tsv.cell(row, "canonicalEventSource"));
        }
        for (Map<String, String> row : Tsv.read(sources.resolve("overrides.tsv"))) {
            overrides.put(
                    row.get("eventSource") + "\t" + row.get("eventName"),
                    row.get("effect") + "\t" + row.get("loss") + "\t" + row.get("impact"));
        }
        for (Map<String, String> row : Tsv.read(sources.resolve("cfn_pairs.tsv"))) {
            typeCreated.putIfAbsent(Tsv.cell(row, "createOp"), Tsv.cell(row, "cfnType"));
            deleteOfCreate.putIfAbsent(Tsv.cell(row, "createOp"), Tsv.cell(row, "deleteOp"));
        }
    }

    /**
     * Rebuilds the table.
     *
     * @throws IOException if the models are not the pinned ones
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            throw new IllegalArgumentException(
                    "arguments must be MODELS_JAR SOURCES_FOLDER TARGET_FOLDER, but were "
                            + args.length);
        }
        RebuildFromModels rebuild = new RebuildFromModels(Path.of(args[1]));
        ServiceModels.read(Path.of(args[0])).values().forEach(rebuild::addService);
        rebuild.pair();
        rebuild.override();
        Path target = Files.createDirectories(Path.of(args[2]));
        Files.writeString(target.resolve("catalogue.tsv"), rebuild.table());
        String difference = rebuild.difference();
        Files.writeString(target.resolve("difference.txt"), difference);
        difference.lines().takeWhile(line -> !line.isEmpty()).forEach(System.out::println);
    }

    private void addService(JsonNode model) {
        String source = source(model);
        String service = source.replace(".amazonaws.com", "");
        model.path("operations")
                .fields()
                .forEachRemaining(
                        entry -> {
                            String name = entry.getKey();
                            String plain = name.substring(0, EventNames.lengthWithoutDate(name));
                            addOperation(model, source, service, plain, entry.getValue());
                        });
    }

    private void addOperation(
            JsonNode model, String source, String service, String name, JsonNode operation) {
        String type = typeCreated.get(service + ":" + name);
        OperationRules.Verdict verdict = OperationRules.judge(name, type != null);
        ModelMembers members = new ModelMembers(model, service, name);
        List<List<String>> input = members.input(operation);
        boolean creates = verdict.effect().equals("CREATE");
        String[] row = {
            source,
            name,
            verdict.effect(),
            "",
            verdict.loss(),
            String.valueOf(verdict.impact()),
            type == null ? service + ":" + FieldNoun.ofOperation(name) : type,
            String.join("|", input.get(0)),
            String.join("|", input.get(1)),
            creates ? String.join("|", members.created(operation)) : "",
            "",
            "",
            service + ":" + name,
            "verb",
            ""
        };
        rows.merge(source + "\t" + name, row, RebuildFromModels::united);
    }

    /** Of two APIs with one source and name the ids are united and the graver effect is kept. */
    private static String[] united(String[] one, String[] other) {
        String[] graver = gravity(other[2]) > gravity(one[2]) ? other.clone() : one.clone();
        for (int column = 7; column <= 9; column++) {
            Set<String> paths = new LinkedHashSet<>(Tsv.list(one[column]));
            paths.addAll(Tsv.list(other[column]));
            graver[column] = String.join("|", paths);
        }
        return graver;
    }

    private static int gravity(String effect) {
        return List.of("READ", "MODIFY", "CREATE", "PRIVILEGE_CHANGE", "DESTROY").indexOf(effect);
    }

    /**
     * The source that records of this service carry: of its endpoint prefix, signing name and their
     * aliases the one under which the released table knows most of its operations.
     */
    private String source(JsonNode model) {
        JsonNode metadata = model.path("metadata");
        String endpoint = metadata.path("endpointPrefix").asText();
        String signing = metadata.path("signingName").asText(endpoint);
        Collection<String> candidates = new LinkedHashSet<>();
        for (String prefix : List.of(endpoint, signing)) {
            candidates.addAll(aliases.getOrDefault(prefix, List.of()));
            candidates.add(prefix + ".amazonaws.com");
        }
        String best = endpoint + ".amazonaws.com";
        int most = 0;
        for (String candidate : candidates) {
            int known = 0;
            for (var names = model.path("operations").fieldNames(); names.hasNext(); ) {
                known += released.containsKey(candidate + "\t" + names.next()) ? 1 : 0;
            }
            if (known > most) {
                most = known;
                best = candidate;
            }
        }
        return best;
    }

    /** CloudFormation's handlers first, then the same noun under the opposite verb. */
    private void pair() {
        for (String[] row : rows.values()) {
            if (!row[2].equals("CREATE")) {
                continue;
            }
            String service = row[0].replace(".amazonaws.com", "");
            String handler = deleteOfCreate.getOrDefault(service + ":" + row[1], "");
            String delete = handler.substring(handler.indexOf(':') + 1);
            if (!rows.containsKey(row[0] + "\t" + delete)) {
                delete = row[1].replaceFirst("^[A-Z][a-z]+", "Delete");
            }
            String[] other = rows.get(row[0] + "\t" + delete);
            if (other != null) {
                row[11] = delete;
                other[10] = other[10].isEmpty() ? row[1] : other[10];
            }
        }
    }

    private void override() {
        overrides.forEach(
                (key, value) -> {
                    String[] row = rows.get(key);
                    if (row != null) {
                        String[] cells = value.split("\t", -1);
                        String[] effects = cells[0].split("/");
                        row[2] = effects[0];
                        row[3] = effects.length > 1 ? effects[1] : "";
                        row[4] = cells[1];
                        row[5] = cells[2];
                        row[13] = "override";
                    }
                });
    }

    private String table() {
        StringBuilder text = new StringBuilder(HEADER);
        rows.values().forEach(row -> text.append(String.join("\t", row)).append('\n'));
        return text.toString();
    }

    private String difference() {
        List<String> onlyModels = new ArrayList<>();
        List<String> effects = new ArrayList<>();
        int shared = 0;
        int sameIds = 0;
        Map<String, Integer> changes = new TreeMap<>();
        for (Map.Entry<String, String[]> entry : rows.entrySet()) {
            Map<String, String> known = released.get(entry.getKey());
            String[] row = entry.getValue();
            String name = entry.getKey().replace('\t', ' ');
            if (known == null) {
                onlyModels.add(name + " " + row[2]);
                continue;
            }
            shared++;
            Set<String> ids = new HashSet<>(Tsv.list(Tsv.cell(known, "idPaths")));
            sameIds += ids.equals(new HashSet<>(Tsv.list(row[7]))) ? 1 : 0;
            String before = overriddenEffect(entry.getKey(), known);
            if (!before.equals(row[2])) {
                effects.add(name + " " + before + " -> " + row[2]);
                changes.merge(before + " -> " + row[2], 1, Integer::sum);
            }
        }
        List<String> onlyReleased = new ArrayList<>();
        for (Map.Entry<String, Map<String, String>> entry : released.entrySet()) {
            if (!rows.containsKey(entry.getKey())) {
                onlyReleased.add(
                        entry.getKey().replace('\t', ' ') + " " + entry.getValue().get("effect"));
            }
        }
        StringBuilder text = new StringBuilder();
        text.append(rows.size()).append(" operations in the models, ");
        text.append(released.size()).append(" released, ").append(shared).append(" in both\n");
        text.append(effects.size()).append(" differ in effect: ").append(changes).append('\n');
        text.append(sameIds).append(" of ").append(shared).append(" have the same id paths\n");
        text.append(onlyModels.size()).append(" only in the models, ");
        text.append(onlyReleased.size()).append(" only released\n");
        section(text, "differ in effect (released -> models)", effects);
        section(text, "only in the models", onlyModels);
        section(text, "only released", onlyReleased);
        return text.toString();
    }

    private String overriddenEffect(String key, Map<String, String> known) {
        String override = overrides.get(key);
        String effect = override == null ? Tsv.cell(known, "effect") : override.split("\t")[0];
        return effect.split("/")[0];
    }

    private static void section(StringBuilder text, String title, List<String> lines) {
        text.append('\n').append(title).append(":\n");
        lines.forEach(line -> text.append("  ").append(line).append('\n'));
    }
}
