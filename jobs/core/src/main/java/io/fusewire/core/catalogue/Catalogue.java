package io.fusewire.core.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Loss;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * The shipped table of operations, asked by a record's {@code eventSource} and {@code eventName}.
 *
 * <p>A lookup strips an API date from the name, tries the source as it stands and then each
 * canonical source that records of the seen one are known to belong to, and allocates nothing.
 * Immutable and safe for use by many threads.
 */
public final class Catalogue {

    private static final Effect[] EFFECTS = Effect.values();
    private static final Loss[] LOSSES = Loss.values();
    private static final String DOMAIN = ".amazonaws.com";
    private static final String CHINA_DOMAIN = ".amazonaws.com.cn";

    private final List<Operation> operations;
    private final @Nullable Operation[] table;
    private final Map<String, String[]> aliases;
    private final FamilySynonyms families;

    private Catalogue(
            List<Operation> operations, Map<String, String[]> aliases, FamilySynonyms families) {
        this.operations = operations;
        this.aliases = aliases;
        this.families = families;
        this.table = new @Nullable Operation[Integer.highestOneBit(operations.size()) * 4];
        for (Operation operation : operations) {
            insert(operation);
        }
    }

    /**
     * Loads the table that ships with Fusewire.
     *
     * @throws IllegalStateException if the resource is missing or of another version
     */
    public static Catalogue load() {
        try (InputStream in = Catalogue.class.getResourceAsStream(CatalogueFormat.RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(
                        "catalogue resource must be on the class path, but was not found: "
                                + CatalogueFormat.RESOURCE);
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("catalogue resource cannot be read", e);
        }
    }

    /**
     * Reads a table in the compact form.
     *
     * @throws IllegalStateException if it is of another version
     */
    public static Catalogue read(InputStream in) throws IOException {
        // One array and an index: a third of the start-up time of reading through streams.
        ByteBuffer data;
        try (GZIPInputStream unpacked = new GZIPInputStream(in, 1 << 16)) {
            data = ByteBuffer.wrap(unpacked.readAllBytes());
        }
        int magic = data.getInt();
        int version = data.getInt();
        if (magic != CatalogueFormat.MAGIC || version != CatalogueFormat.VERSION) {
            throw new IllegalStateException(
                    "catalogue must be of version "
                            + CatalogueFormat.VERSION
                            + ", but was "
                            + version);
        }
        return new Reader(data).read();
    }

    /**
     * What the catalogue knows of an operation, or null if it does not.
     *
     * @param eventSource as a record has it
     * @param eventName as a record has it, an API date included
     */
    public @Nullable Operation find(String eventSource, String eventName) {
        Operation exact = find(eventSource, eventName, eventName.length());
        if (exact != null) {
            return exact;
        }
        int length = EventNames.lengthWithoutDate(eventName);
        if (length < eventName.length()) {
            Operation undated = find(eventSource, eventName, length);
            if (undated != null) {
                return undated;
            }
        }
        String[] canonical = aliases.get(eventSource);
        if (canonical == null) {
            return null;
        }
        for (String source : canonical) {
            Operation found = find(source, eventName, length);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable Operation find(String source, String name, int nameLength) {
        int mask = table.length - 1;
        int slot = hash(source, name, nameLength) & mask;
        while (true) {
            Operation candidate = table[slot];
            if (candidate == null) {
                return null;
            }
            if (candidate.eventName().length() == nameLength
                    && name.startsWith(candidate.eventName())
                    && candidate.eventSource().equals(source)) {
                return candidate;
            }
            slot = (slot + 1) & mask;
        }
    }

    private void insert(Operation operation) {
        int mask = table.length - 1;
        int slot =
                hash(operation.eventSource(), operation.eventName(), operation.eventName().length())
                        & mask;
        while (table[slot] != null) {
            slot = (slot + 1) & mask;
        }
        table[slot] = operation;
    }

    private static int hash(String source, String name, int nameLength) {
        int hash = source.hashCode();
        for (int i = 0; i < nameLength; i++) {
            hash = hash * 31 + name.charAt(i);
        }
        return hash ^ (hash >>> 15);
    }

    /** All operations, sorted by source and name. */
    public List<Operation> operations() {
        return operations;
    }

    /** The names under which one service's records and ARNs speak of one family. */
    public FamilySynonyms families() {
        return families;
    }

    /**
     * The part of a resource key that names the service of {@code eventSource}: its first label, or
     * the whole where it is no AWS host name.
     */
    static String serviceOf(String eventSource) {
        if (eventSource.endsWith(DOMAIN)) {
            return eventSource.substring(0, eventSource.length() - DOMAIN.length());
        }
        if (eventSource.endsWith(CHINA_DOMAIN)) {
            return eventSource.substring(0, eventSource.length() - CHINA_DOMAIN.length());
        }
        return eventSource;
    }

    /** Reads the sections of the compact form in their order. */
    private static final class Reader {
        private final ByteBuffer data;
        private String[] strings = new String[0];
        private final Map<String, IdPath> paths = new HashMap<>();
        private final Map<Long, ResourceId> ids = new HashMap<>();

        Reader(ByteBuffer data) {
            this.data = data;
        }

        Catalogue read() throws IOException {
            strings = new String[count()];
            for (int i = 0; i < strings.length; i++) {
                int length = data.getShort() & 0xffff;
                strings[i] = new String(data.array(), data.position(), length, UTF_8);
                data.position(data.position() + length);
            }
            List<Operation> operations = readOperations();
            Map<Integer, List<ParameterRule>> rules = readRules();
            rules.forEach(
                    (index, list) -> operations.set(index, withRules(operations.get(index), list)));
            Map<String, String[]> aliases = readAliases(operations);
            return new Catalogue(List.copyOf(operations), aliases, readFamilies());
        }

        private List<Operation> readOperations() throws IOException {
            int count = count();
            List<Operation> operations = new ArrayList<>(count);
            String source = "";
            String service = "";
            for (int i = 0; i < count; i++) {
                String rowSource = string();
                if (!rowSource.equals(source)) {
                    source = rowSource;
                    service = serviceOf(rowSource);
                }
                operations.add(
                        new Operation(
                                source,
                                string(),
                                service,
                                EFFECTS[count()],
                                effectOrNull(),
                                LOSSES[count()],
                                count(),
                                string(),
                                string(),
                                readIds(),
                                readIds(),
                                readIds(),
                                List.of(),
                                stringOrNull(),
                                stringOrNull()));
            }
            return operations;
        }

        private List<ResourceId> readIds() throws IOException {
            int count = count();
            ResourceId[] list = new ResourceId[count];
            for (int i = 0; i < count; i++) {
                int path = count();
                int family = count();
                list[i] =
                        ids.computeIfAbsent(
                                (long) path << 32 | family,
                                key -> new ResourceId(path(strings[path]), strings[family]));
            }
            return List.of(list);
        }

        private IdPath path(String text) {
            return paths.computeIfAbsent(text, IdPath::of);
        }

        private Map<Integer, List<ParameterRule>> readRules() throws IOException {
            Map<Integer, List<ParameterRule>> rules = new HashMap<>();
            int count = count();
            for (int i = 0; i < count; i++) {
                int operation = count();
                rules.computeIfAbsent(operation, index -> new ArrayList<>())
                        .add(
                                ParameterRule.of(
                                        string(),
                                        string(),
                                        EFFECTS[count()],
                                        LOSSES[count()],
                                        count()));
            }
            return rules;
        }

        private static Operation withRules(Operation plain, List<ParameterRule> rules) {
            return new Operation(
                    plain.eventSource(),
                    plain.eventName(),
                    plain.service(),
                    plain.effect(),
                    plain.secondEffect(),
                    plain.loss(),
                    plain.impact(),
                    plain.resourceType(),
                    plain.family(),
                    plain.targets(),
                    plain.parents(),
                    plain.created(),
                    List.copyOf(rules),
                    plain.pairedCreate(),
                    plain.pairedDelete());
        }

        private Map<String, String[]> readAliases(List<Operation> operations) throws IOException {
            Map<String, String[]> aliases = new HashMap<>();
            for (Operation operation : operations) {
                aliases.computeIfAbsent(
                        operation.service() + CHINA_DOMAIN,
                        seen -> new String[] {operation.eventSource()});
            }
            int count = count();
            for (int i = 0; i < count; i++) {
                String seen = string();
                String[] canonical = new String[count()];
                Arrays.setAll(canonical, ignored -> "");
                for (int k = 0; k < canonical.length; k++) {
                    canonical[k] = string();
                }
                aliases.put(seen + DOMAIN, canonical);
                aliases.merge(seen + CHINA_DOMAIN, canonical, Reader::joined);
            }
            return aliases;
        }

        private static String[] joined(String[] first, String[] second) {
            String[] both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            return both;
        }

        private FamilySynonyms readFamilies() throws IOException {
            int count = count();
            FamilySynonyms.Builder builder = new FamilySynonyms.Builder();
            for (int i = 0; i < count; i++) {
                builder.add(string(), string(), string());
            }
            return builder.build();
        }

        private @Nullable Effect effectOrNull() throws IOException {
            int index = number();
            return index < 0 ? null : EFFECTS[index];
        }

        private String string() throws IOException {
            return strings[count()];
        }

        private @Nullable String stringOrNull() throws IOException {
            int index = number();
            return index < 0 ? null : strings[index];
        }

        private int count() throws IOException {
            int value = number();
            if (value < 0) {
                throw new IOException("catalogue's counts must not be negative, but was " + value);
            }
            return value;
        }

        private int number() throws IOException {
            int value = 0;
            int shift = 0;
            int octet;
            do {
                octet = data.get() & 0xff;
                value |= (octet & 0x7f) << shift;
                shift += 7;
            } while (octet >= 0x80);
            return value - 1;
        }
    }
}
