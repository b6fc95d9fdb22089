package io.fusewire.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tab-separated tables with one header line and no quoting. */
final class Tsv {

    private Tsv() {}

    /**
     * The rows of a table, each by column name in the header's order.
     *
     * @throws IllegalArgumentException if a row has more cells than the header
     */
    static List<Map<String, String>> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        String[] header = lines.get(0).split("\t", -1);
        List<Map<String, String>> rows = new ArrayList<>(lines.size());
        for (int n = 1; n < lines.size(); n++) {
            String line = lines.get(n);
            if (line.isEmpty()) {
                continue;
            }
            String[] cells = line.split("\t", -1);
            if (cells.length > header.length) {
                throw new IllegalArgumentException(
                        file.getFileName()
                                + ":"
                                + (n + 1)
                                + " must have at most "
                                + header.length
                                + " cells, but has "
                                + cells.length);
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < header.length; i++) {
                row.put(header[i], i < cells.length ? cells[i] : "");
            }
            rows.add(row);
        }
        return rows;
    }

    /** A cell of a {@code |}-separated list. */
    static List<String> list(String cell) {
        List<String> values = new ArrayList<>();
        for (String value : cell.split("\\|")) {
            if (!value.isEmpty()) {
                values.add(value);
            }
        }
        return values;
    }

    /** The cell of a column that every row of the table has. */
    static String cell(Map<String, String> row, String column) {
        String value = row.get(column);
        if (value == null) {
            throw new IllegalArgumentException(
                    "table must have a column \"" + column + "\", but has " + row.keySet());
        }
        return value;
    }
}
