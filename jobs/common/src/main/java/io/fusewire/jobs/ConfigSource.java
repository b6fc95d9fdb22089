package io.fusewire.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.StringJoiner;

/** Gathers keys and texts from a file and the command line; the command line wins. */
final class ConfigSource {

    /** Names the file: {@code .yaml} or {@code .yml}, anything else is a properties file. */
    static final String FILE_ARGUMENT = "config";

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private ConfigSource() {}

    static ConfigSource of(String... arguments) {
        ConfigSource source = new ConfigSource();
        Map<String, String> given = source.readArguments(arguments);
        String file = given.remove(FILE_ARGUMENT);
        if (file != null) {
            source.readFile(Path.of(file));
        }
        source.values.putAll(given);
        return source;
    }

    Map<String, String> values() {
        return values;
    }

    List<String> problems() {
        return problems;
    }

    private Map<String, String> readArguments(String... arguments) {
        Map<String, String> given = new LinkedHashMap<>();
        int next = 0;
        while (next < arguments.length) {
            String argument = arguments[next++];
            if (!argument.startsWith("--")) {
                problems.add("an argument must be --key value, but was '" + argument + "'");
                continue;
            }
            int equals = argument.indexOf('=');
            if (equals > 0) {
                given.put(argument.substring(2, equals), argument.substring(equals + 1));
            } else if (next < arguments.length) {
                given.put(argument.substring(2), arguments[next++]);
            } else {
                problems.add(argument.substring(2) + " must have a value");
            }
        }
        return given;
    }

    private void readFile(Path file) {
        try {
            String text = Files.readString(file);
            String name = file.toString();
            if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                flatten("", new YAMLMapper().readTree(text));
            } else {
                Properties properties = new Properties();
                properties.load(new StringReader(text));
                properties
                        .stringPropertyNames()
                        .forEach(key -> values.put(key, properties.getProperty(key)));
            }
        } catch (JsonProcessingException e) {
            // Without the excerpt that the parser quotes: it may hold a secret.
            problems.add(
                    "%s must be YAML, but line %d is not"
                            .formatted(
                                    file,
                                    e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
        } catch (IllegalArgumentException e) {
            problems.add(file + " must be a properties file: " + e.getMessage());
        } catch (IOException e) {
            problems.add(FILE_ARGUMENT + " must name a readable file, but was '" + file + "'");
        }
    }

    private void flatten(String prefix, JsonNode node) {
        if (node.isObject()) {
            node.properties()
                    .forEach(
                            field ->
                                    flatten(
                                            prefix.isEmpty()
                                                    ? field.getKey()
                                                    : prefix + "." + field.getKey(),
                                            field.getValue()));
        } else if (node.isArray()) {
            StringJoiner list = new StringJoiner(",");
            node.forEach(element -> list.add(element.asText()));
            values.put(prefix, list.toString());
        } else if (!node.isNull() && !prefix.isEmpty()) {
            values.put(prefix, node.asText());
        }
    }
}
