package io.fusewire.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One line of the released table while the generator works on it; fields as in its columns. */
final class OperationRow {
    final String eventSource;
    final String eventName;
    String effect;
    String effect2;
    String loss;
    String impact;
    String resourceType;
    List<String> idPaths;
    List<String> parentPaths;
    List<String> createdIdPaths;
    String pairedCreate;
    String pairedDelete;

    OperationRow(Map<String, String> cells) {
        eventSource = Tsv.cell(cells, "eventSource");
        eventName = Tsv.cell(cells, "eventName");
        effect = Tsv.cell(cells, "effect");
        effect2 = Tsv.cell(cells, "effect2");
        loss = Tsv.cell(cells, "loss");
        impact = Tsv.cell(cells, "impact");
        resourceType = Tsv.cell(cells, "resourceType");
        idPaths = new ArrayList<>(Tsv.list(Tsv.cell(cells, "idPaths")));
        parentPaths = new ArrayList<>(Tsv.list(Tsv.cell(cells, "parentPaths")));
        createdIdPaths = new ArrayList<>(Tsv.list(Tsv.cell(cells, "createdIdPaths")));
        pairedCreate = Tsv.cell(cells, "pairedCreate");
        pairedDelete = Tsv.cell(cells, "pairedDelete");
    }

    String key() {
        return eventSource + "\t" + eventName;
    }

    /** The service as keys and ARNs have it. */
    String service() {
        return eventSource.replaceFirst("\\.amazonaws\\.com$", "");
    }
}
