package io.fusewire.catalogue;

import io.fusewire.core.catalogue.CatalogueFormat;
import io.fusewire.core.catalogue.ResourceId;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Loss;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the sources in the compact form that {@link CatalogueFormat} describes: the same bytes for
 * the same sources.
 */
final class CompactWriter {

    private final CatalogueSources sources;
    private final List<OperationRow> rows;
    private final List<IdentityPlan> plans = new ArrayList<>();
    private final Map<String, Integer> indexes = new HashMap<>();
    private final TreeSet<String> strings = new TreeSet<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    private final DataOutputStream out = new DataOutputStream(bytes);

    private CompactWriter(CatalogueSources sources) {
        this.sources = sources;
        this.rows = new ArrayList<>(sources.rows.values());
        IdentityPlanner planner = new IdentityPlanner(sources.rows, sources.synonyms);
        rows.forEach(row -> plans.add(planner.plan(row)));
    }

    /** The compact form before compression: what is compared, as deflate may differ by machine. */
    static byte[] plainBytes(CatalogueSources sources) {
        try {
            return new CompactWriter(sources).write();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory must not fail", e);
        }
    }

    /** The file as it ships. */
    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    private byte[] write() throws IOException {
        out.writeInt(CatalogueFormat.MAGIC);
        out.writeInt(CatalogueFormat.VERSION);
        writeStrings();
        writeOperations();
        writeRules();
        writeAliases();
        writeFamilies();
        return bytes.toByteArray();
    }

    private void writeStrings() throws IOException {
        for (int i = 0; i < rows.size(); i++) {
            OperationRow row = rows.get(i);
            IdentityPlan plan = plans.get(i);
            strings.addAll(
                    List.of(
                            row.eventSource,
                            row.eventName,
                            row.resourceType,
                            plan.family(),
                            row.pairedCreate,
                            row.pairedDelete));
            for (List<ResourceId> ids : List.of(plan.targets(), plan.parents(), plan.created())) {
                for (ResourceId id : ids) {
                    strings.add(id.path().toString());
                    strings.add(id.family());
                }
            }
        }
        for (Map<String, String> rule : sources.rules) {
            strings.add(Tsv.cell(rule, "path"));
            strings.add(Tsv.cell(rule, "test"));
        }
        sources.aliases.forEach(
                (seen, canonical) -> {
                    strings.add(seen);
                    strings.addAll(canonical);
                });
        sources.families.forEach(row -> strings.addAll(row.values()));
        number(strings.size());
        for (String string : strings) {
            indexes.put(string, indexes.size());
            out.writeUTF(string);
        }
    }

    private void writeOperations() throws IOException {
        number(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            OperationRow row = rows.get(i);
            IdentityPlan plan = plans.get(i);
            string(row.eventSource);
            string(row.eventName);
            number(Effect.valueOf(row.effect).ordinal());
            number(row.effect2.isEmpty() ? -1 : Effect.valueOf(row.effect2).ordinal());
            number(loss(row.loss).ordinal());
            number(Integer.parseInt(row.impact));
            string(row.resourceType);
            string(plan.family());
            ids(plan.targets());
            ids(plan.parents());
            ids(plan.created());
            stringOrNone(row.pairedCreate);
            stringOrNone(row.pairedDelete);
        }
    }

    private void ids(List<ResourceId> ids) throws IOException {
        number(ids.size());
        for (ResourceId id : ids) {
            string(id.path().toString());
            string(id.family());
        }
    }

    private void writeRules() throws IOException {
        Map<String, Integer> rowIndexes = new HashMap<>();
        for (OperationRow row : rows) {
            rowIndexes.put(row.key(), rowIndexes.size());
        }
        TreeMap<Integer, List<Map<String, String>>> byRow = new TreeMap<>();
        for (Map<String, String> rule : sources.rules) {
            Integer index =
                    rowIndexes.get(
                            Tsv.cell(rule, "eventSource") + "\t" + Tsv.cell(rule, "eventName"));
            if (index == null) {
                throw new IllegalStateException("rule without a row: " + rule);
            }
            byRow.computeIfAbsent(index, key -> new ArrayList<>()).add(rule);
        }
        number(sources.rules.size());
        for (Map.Entry<Integer, List<Map<String, String>>> entry : byRow.entrySet()) {
            for (Map<String, String> rule : entry.getValue()) {
                number(entry.getKey());
                string(Tsv.cell(rule, "path"));
                string(Tsv.cell(rule, "test"));
                number(Effect.valueOf(Tsv.cell(rule, "effect")).ordinal());
                number(loss(Tsv.cell(rule, "loss")).ordinal());
                number(Integer.parseInt(Tsv.cell(rule, "impact")));
            }
        }
    }

    private void writeAliases() throws IOException {
        number(sources.aliases.size());
        for (Map.Entry<String, List<String>> alias : sources.aliases.entrySet()) {
            string(alias.getKey());
            number(alias.getValue().size());
            for (String canonical : alias.getValue()) {
                string(canonical);
            }
        }
    }

    private void writeFamilies() throws IOException {
        TreeSet<String> sorted = new TreeSet<>();
        for (Map<String, String> row : sources.families) {
            sorted.add(
                    Tsv.cell(row, "service")
                            + "\t"
                            + Tsv.cell(row, "noun")
                            + "\t"
                            + Tsv.cell(row, "family"));
        }
        number(sorted.size());
        for (String row : sorted) {
            for (String cell : row.split("\t", -1)) {
                string(cell);
            }
        }
    }

    /** The word of the tables as core's constant. */
    static Loss loss(String word) {
        return switch (word) {
            case "loss" -> Loss.IRREVERSIBLE;
            case "recov" -> Loss.RECOVERABLE;
            case "outage" -> Loss.OUTAGE;
            case "-" -> Loss.NONE;
            default ->
                    throw new IllegalArgumentException(
                            "loss must be one of loss, recov, outage, -, but was \"" + word + "\"");
        };
    }

    private void stringOrNone(String text) throws IOException {
        if (text.isEmpty()) {
            number(-1);
        } else {
            string(text);
        }
    }

    private void string(String text) throws IOException {
        Integer index = indexes.get(text);
        if (index == null) {
            throw new IllegalStateException("string must be in the dictionary: " + text);
        }
        number(index);
    }

    private void number(int value) throws IOException {
        int rest = value + 1;
        while (rest >= 0x80) {
            out.writeByte(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }
}
