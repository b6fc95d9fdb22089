package io.fusewire.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fusewire.core.catalogue.Catalogue;
import io.fusewire.core.catalogue.CatalogueFormat;
import io.fusewire.core.catalogue.Operation;
import io.fusewire.core.event.Effect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

class ShippedCatalogueTest {

    private static final Path SOURCES = Path.of("../core/src/catalogue");

    private final Catalogue catalogue = Catalogue.load();

    @Test
    void isWhatTheSourcesGenerate() throws IOException {
        byte[] generated = CompactWriter.plainBytes(CatalogueSources.read(SOURCES));
        try (InputStream in = Catalogue.class.getResourceAsStream(CatalogueFormat.RESOURCE)) {
            byte[] shipped = new GZIPInputStream(in).readAllBytes();
            assertThat(shipped)
                    .as("run GenerateCatalogue after a change of src/catalogue")
                    .isEqualTo(generated);
        }
    }

    @Test
    void isTheSameTwice() throws IOException {
        byte[] once = CompactWriter.gzip(CompactWriter.plainBytes(CatalogueSources.read(SOURCES)));
        byte[] twice = CompactWriter.gzip(CompactWriter.plainBytes(CatalogueSources.read(SOURCES)));
        assertThat(twice).isEqualTo(once);
    }

    @Test
    void holdsEveryReleasedRow() throws IOException {
        for (Map<String, String> row : Tsv.read(SOURCES.resolve("catalogue.tsv"))) {
            Operation operation = catalogue.find(row.get("eventSource"), row.get("eventName"));
            assertThat(operation).as(row.toString()).isNotNull();
        }
    }

    @Test
    void reflectsEveryOverride() throws IOException {
        List<Map<String, String>> overrides = Tsv.read(SOURCES.resolve("overrides.tsv"));
        assertThat(overrides).hasSizeGreaterThan(900);
        for (Map<String, String> row : overrides) {
            Operation operation = catalogue.find(row.get("eventSource"), row.get("eventName"));
            assertThat(operation).as(row.toString()).isNotNull();
            String[] effects = row.get("effect").split("/");
            assertThat(operation.effect()).as(row.toString()).isEqualTo(Effect.valueOf(effects[0]));
            assertThat(operation.secondEffect())
                    .as(row.toString())
                    .isEqualTo(effects.length > 1 ? Effect.valueOf(effects[1]) : null);
            assertThat(operation.loss())
                    .as(row.toString())
                    .isEqualTo(CompactWriter.loss(row.get("loss")));
            assertThat(operation.impact())
                    .as(row.toString())
                    .isEqualTo(Double.parseDouble(row.get("impact")));
        }
    }

    @Test
    void reflectsEveryParameterRule() throws IOException {
        List<Map<String, String>> rules = Tsv.read(SOURCES.resolve("param_rules.tsv"));
        Set<String> compiled = new HashSet<>();
        for (Operation operation : catalogue.operations()) {
            operation
                    .rules()
                    .forEach(
                            rule ->
                                    compiled.add(
                                            operation.eventSource()
                                                    + operation.eventName()
                                                    + rule.effect()
                                                    + rule.impact()));
        }
        assertThat(rules).hasSize(116);
        for (Map<String, String> row : rules) {
            assertThat(compiled)
                    .contains(
                            row.get("eventSource")
                                    + row.get("eventName")
                                    + row.get("effect")
                                    + Double.parseDouble(row.get("impact")));
        }
    }

    @Test
    void failsOnAnOverrideThatMatchesNoRow(@TempDir Path folder) throws IOException {
        copySources(folder);
        Files.writeString(
                folder.resolve("overrides.tsv"),
                Files.readString(SOURCES.resolve("overrides.tsv"))
                        + "s3.amazonaws.com\tDeleteEverything\tDESTROY\tloss\t9\tmade up\n");
        assertThatThrownBy(() -> CatalogueSources.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("override must match a row")
                .hasMessageContaining("s3.amazonaws.com DeleteEverything");
    }

    @Test
    void failsOnARuleThatMatchesNoRow(@TempDir Path folder) throws IOException {
        copySources(folder);
        Files.writeString(
                folder.resolve("param_rules.tsv"),
                Files.readString(SOURCES.resolve("param_rules.tsv"))
                        + "s3.amazonaws.com\tPutNothing\ta.b\tpresent\tMODIFY\t1\t-\t\n");
        assertThatThrownBy(() -> CatalogueSources.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parameter rule must match a row")
                .hasMessageContaining("s3.amazonaws.com PutNothing");
    }

    @Test
    void theMarkedOverridesAreInNoReleasedRow() throws IOException {
        Set<String> released = new HashSet<>();
        for (Map<String, String> row : Tsv.read(SOURCES.resolve("catalogue.tsv"))) {
            released.add(row.get("eventSource") + "\t" + row.get("eventName"));
        }
        assertThat(CatalogueSources.IN_NO_MODEL).hasSize(4).doesNotContainAnyElementsOf(released);
        assertThat(released).doesNotContain(CatalogueSources.RULE_IN_NO_MODEL);
    }

    private static void copySources(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".tsv")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }
}
