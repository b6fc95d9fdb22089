package io.fusewire.catalogue;

import io.fusewire.core.catalogue.FamilySynonyms;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tables that the shipped catalogue is made of, read from {@code jobs/core/src/catalogue} and
 * laid over each other: released rows, added rows, overrides, corrections of ids.
 */
final class CatalogueSources {

    /**
     * Overrides and rules for operations that are in no model that the released table was made
     * from. They are kept, as the operations have been seen or announced, and give rows of their
     * own.
     */
    static final Set<String> IN_NO_MODEL =
            Set.of(
                    "elasticmapreduce.amazonaws.com\tDeleteBlockPublicAccessConfiguration",
                    "timestream.amazonaws.com\tDeleteDbInstance",
                    "timestream.amazonaws.com\tDeleteDbCluster",
                    "qldb.amazonaws.com\tDeleteLedger");

    /** The one parameter rule whose operation is in no model either. */
    static final String RULE_IN_NO_MODEL = "qldb.amazonaws.com\tUpdateLedger";

    final TreeMap<String, OperationRow> rows = new TreeMap<>();
    final List<Map<String, String>> rules;
    final List<Map<String, String>> overrides;
    final TreeMap<String, List<String>> aliases = new TreeMap<>();
    final List<Map<String, String>> families;
    final FamilySynonyms synonyms;
    private final List<String> problems = new ArrayList<>();

    private CatalogueSources(Path folder, @Nullable List<Map<String, String>> released)
            throws IOException {
        List<Map<String, String>> base =
                released == null ? Tsv.read(folder.resolve("catalogue.tsv")) : released;
        base.forEach(this::addRow);
        Tsv.read(folder.resolve("additions.tsv")).forEach(this::addRow);
        overrides = Tsv.read(folder.resolve("overrides.tsv"));
        overrides.forEach(this::override);
        rules = Tsv.read(folder.resolve("param_rules.tsv"));
        rules.forEach(this::checkRule);
        Tsv.read(folder.resolve("id_corrections.tsv")).forEach(this::correct);
        rows.values().forEach(this::completePair);
        readAliases(Tsv.read(folder.resolve("eventsource_alias.tsv")));
        families = Tsv.read(folder.resolve("families.tsv"));
        FamilySynonyms.Builder builder = new FamilySynonyms.Builder();
        for (Map<String, String> row : families) {
            builder.add(Tsv.cell(row, "service"), Tsv.cell(row, "noun"), Tsv.cell(row, "family"));
        }
        synonyms = builder.build();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "catalogue sources have "
                            + problems.size()
                            + " problem(s):\n"
                            + String.join("\n", problems));
        }
    }

    /**
     * Reads the sources in {@code folder}.
     *
     * @throws IllegalArgumentException naming every override, rule and correction that matches no
     *     row
     */
    static CatalogueSources read(Path folder) throws IOException {
        return new CatalogueSources(folder, null);
    }

    private void addRow(Map<String, String> cells) {
        OperationRow row = new OperationRow(cells);
        if (rows.put(row.key(), row) != null) {
            problems.add("operation must be listed once, but is twice: " + name(row.key()));
        }
    }

    private void override(Map<String, String> cells) {
        String key = key(cells);
        OperationRow row = rows.get(key);
        if (row == null) {
            if (!IN_NO_MODEL.contains(key)) {
                problems.add("override must match a row, but does not: " + name(key));
                return;
            }
            row = new OperationRow(blankRow(cells));
            rows.put(key, row);
        }
        String[] effects = Tsv.cell(cells, "effect").split("/");
        row.effect = effects[0];
        row.effect2 = effects.length > 1 ? effects[1] : "";
        row.loss = Tsv.cell(cells, "loss");
        row.impact = Tsv.cell(cells, "impact");
    }

    private static Map<String, String> blankRow(Map<String, String> override) {
        Map<String, String> cells = new TreeMap<>();
        for (String column :
                List.of(
                        "effect2",
                        "idPaths",
                        "parentPaths",
                        "createdIdPaths",
                        "pairedCreate",
                        "pairedDelete")) {
            cells.put(column, "");
        }
        for (String column : List.of("eventSource", "eventName", "effect", "loss", "impact")) {
            cells.put(column, Tsv.cell(override, column));
        }
        String service = Tsv.cell(override, "eventSource").replace(".amazonaws.com", "");
        cells.put("resourceType", service + ":" + Tsv.cell(override, "eventName").substring(6));
        return cells;
    }

    private void checkRule(Map<String, String> cells) {
        String key = key(cells);
        if (!rows.containsKey(key)) {
            if (!key.equals(RULE_IN_NO_MODEL)) {
                problems.add("parameter rule must match a row, but does not: " + name(key));
                return;
            }
            Map<String, String> blank = new TreeMap<>(cells);
            blank.put("effect", "MODIFY");
            blank.put("loss", "-");
            blank.put("impact", "2");
            OperationRow row = new OperationRow(blankRow(blank));
            rows.put(key, row);
        }
    }

    private void correct(Map<String, String> cells) {
        OperationRow row = rows.get(key(cells));
        if (row == null) {
            problems.add("id correction must match a row, but does not: " + name(key(cells)));
            return;
        }
        String value = Tsv.cell(cells, "value");
        switch (Tsv.cell(cells, "column")) {
            case "idPaths" -> row.idPaths = Tsv.list(value);
            case "parentPaths" -> row.parentPaths = Tsv.list(value);
            case "createdIdPaths" -> row.createdIdPaths = Tsv.list(value);
            case "resourceType" -> row.resourceType = value;
            case "pairedCreate" -> row.pairedCreate = value;
            case "pairedDelete" -> row.pairedDelete = value;
            default ->
                    problems.add(
                            "id correction's column must be an id column, but was "
                                    + cells.get("column"));
        }
    }

    /** A create that no row pairs with its delete takes the one that names it. */
    private void completePair(OperationRow delete) {
        OperationRow create = rows.get(delete.eventSource + "\t" + delete.pairedCreate);
        if (create != null && create.pairedDelete.isEmpty()) {
            create.pairedDelete = delete.eventName;
        }
    }

    private void readAliases(List<Map<String, String>> table) {
        for (Map<String, String> row : table) {
            String canonical = Tsv.cell(row, "canonicalEventSource");
            String seen = Tsv.cell(row, "seenPrefix");
            if (!canonical.equals(seen + ".amazonaws.com")) {
                aliases.computeIfAbsent(seen, key -> new ArrayList<>()).add(canonical);
            }
        }
        aliases.replaceAll(
                (seen, list) -> {
                    Set<String> unique = new LinkedHashSet<>(list);
                    String[] sorted = unique.toArray(new String[0]);
                    Arrays.sort(sorted);
                    return List.of(sorted);
                });
    }

    private static String key(Map<String, String> cells) {
        return Tsv.cell(cells, "eventSource") + "\t" + Tsv.cell(cells, "eventName");
    }

    private static String name(String key) {
        return key.replace('\t', ' ');
    }
}
