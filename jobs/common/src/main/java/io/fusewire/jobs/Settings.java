package io.fusewire.jobs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The values of a job's settings, and everything that is wrong with them: whoever reads further
 * parts of the configuration adds to the problems, and all are reported at once.
 */
public final class Settings {

    private final List<Setting<?>> known;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, String> others = new TreeMap<>();
    private final List<String> problems;

    private Settings(List<Setting<?>> known, Map<String, String> given, List<String> problems) {
        this.known = known;
        this.problems = new ArrayList<>(problems);
        for (Setting<?> setting : known) {
            take(setting, given.getOrDefault(setting.key(), setting.defaultText()));
        }
        others.putAll(given);
        known.forEach(setting -> others.remove(setting.key()));
    }

    /** Reads a job's arguments and the file that they name. */
    public static Settings of(List<Setting<?>> known, String... arguments) {
        ConfigSource source = ConfigSource.of(arguments);
        return new Settings(known, source.values(), source.problems());
    }

    /** Takes keys and texts. */
    public static Settings of(List<Setting<?>> known, Map<String, String> given) {
        return new Settings(known, given, List.of());
    }

    private void take(Setting<?> setting, String text) {
        texts.put(setting.key(), text);
        if (text.isBlank() && setting.isRequired()) {
            problems.add(setting.problem("must be given", null));
            return;
        }
        try {
            values.put(setting.key(), setting.reader().read(text));
        } catch (IllegalArgumentException e) {
            problems.add(
                    setting.problem(Objects.requireNonNullElse(e.getMessage(), "must fit"), text));
        }
    }

    /**
     * Takes out the keys of a part that reads its own: those that begin with {@code prefix}. What
     * nobody takes out is unknown.
     */
    public Map<String, String> takeOthers(String prefix) {
        Map<String, String> taken = new TreeMap<>();
        others.forEach(
                (key, text) -> {
                    if (key.startsWith(prefix)) {
                        taken.put(key, text);
                    }
                });
        others.keySet().removeAll(taken.keySet());
        return taken;
    }

    /** Adds what is wrong beyond single values. */
    public void addProblem(String problem) {
        problems.add(problem);
    }

    /**
     * @throws ConfigException if anything is wrong; lists all of it
     */
    public void requireNoProblems() throws ConfigException {
        others.keySet()
                .forEach(key -> problems.add(key + " must be a known key; see the documentation"));
        others.clear();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /** A value; only of a configuration without problems. */
    @SuppressWarnings("unchecked") // The setting's own reader made the value.
    public <T> T get(Setting<T> setting) {
        return (T) Objects.requireNonNull(values.get(setting.key()));
    }

    /** A value, or null if it has a problem. */
    @SuppressWarnings("unchecked") // The setting's own reader made the value.
    public <T> @Nullable T ifFit(Setting<T> setting) {
        return (T) values.get(setting.key());
    }

    /** The text as it was given, or the default. */
    public String textOf(Setting<?> setting) {
        return Objects.requireNonNull(texts.get(setting.key()));
    }

    /** Settings of the Kafka clients, secrets included. */
    public Properties kafkaClient() {
        Properties properties = new Properties();
        String file = textOf(LiveSettings.CLIENT_PROPERTIES);
        if (!file.isBlank()) {
            try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                problems.add(
                        LiveSettings.CLIENT_PROPERTIES.problem(
                                "must name a readable properties file", file));
            }
        }
        String jaas = textOf(LiveSettings.SASL_JAAS_CONFIG);
        if (!jaas.isBlank()) {
            properties.setProperty("sasl.jaas.config", jaas);
        }
        properties.setProperty("bootstrap.servers", textOf(LiveSettings.BOOTSTRAP_SERVERS));
        return properties;
    }

    /** Copies of each partition of topics that are created; empty leaves it to the broker. */
    public Optional<Short> replicationFactor() {
        int factor = get(LiveSettings.REPLICATION_FACTOR);
        return factor == 0 ? Optional.empty() : Optional.of((short) factor);
    }

    /** One line per key, secrets hidden. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        for (Setting<?> setting : known) {
            lines.append(setting.key())
                    .append(" = ")
                    .append(setting.shown(textOf(setting)))
                    .append('\n');
        }
        return lines.toString();
    }

    /** The documentation's table. */
    public static String table(List<Setting<?>> settings) {
        StringBuilder table = new StringBuilder("| key | value | default | |\n|---|---|---|---|\n");
        for (Setting<?> setting : settings) {
            String defaultText =
                    setting.isRequired()
                            ? "required"
                            : setting.defaultText().isEmpty()
                                    ? ""
                                    : "`" + setting.defaultText() + "`";
            table.append(
                    "| `%s` | %s | %s | %s%s |\n"
                            .formatted(
                                    setting.key(),
                                    setting.type(),
                                    defaultText,
                                    setting.description(),
                                    setting.isSecret() ? " Secret." : ""));
        }
        return table.toString();
    }
}
