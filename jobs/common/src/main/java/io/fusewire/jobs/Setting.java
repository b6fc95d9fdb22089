package io.fusewire.jobs;

import io.fusewire.kafka.StartingPoint;

import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One key of the configuration: its type, its default, its rule, and what it is for.
 *
 * @param key kebab-case after a prefix
 * @param type what a value looks like, for people
 * @param defaultText the default as it would be written; empty for none
 * @param description what it does
 * @param isRequired whether a value must be given
 * @param isSecret whether the value must never be shown
 * @param reader turns text into a value
 * @param <T> type of the value
 */
public record Setting<T>(
        String key,
        String type,
        String defaultText,
        String description,
        boolean isRequired,
        boolean isSecret,
        Reader<T> reader) {

    private static final String HIDDEN = "******";

    /** Turns text into a value. */
    public interface Reader<T> {
        /**
         * @throws IllegalArgumentException with the rule that the text breaks: {@code must be …}
         */
        T read(String text);
    }

    public static Setting<String> text(String key, String defaultText, String description) {
        return new Setting<>(key, "text", defaultText, description, false, false, text -> text);
    }

    public static Setting<Integer> number(
            String key, int defaultValue, int least, int most, String description) {
        return new Setting<>(
                key,
                "number, %d to %d".formatted(least, most),
                Integer.toString(defaultValue),
                description,
                false,
                false,
                text -> readNumber(text, least, most));
    }

    public static Setting<Boolean> flag(String key, boolean defaultValue, String description) {
        return new Setting<>(
                key,
                "true or false",
                Boolean.toString(defaultValue),
                description,
                false,
                false,
                Setting::readFlag);
    }

    public static Setting<Duration> duration(
            String key, String defaultText, Duration least, Duration most, String description) {
        return new Setting<>(
                key,
                "duration, %s to %s".formatted(written(least), written(most)),
                defaultText,
                description,
                false,
                false,
                text -> readDuration(text, least, most));
    }

    public static Setting<List<String>> list(String key, String defaultText, String description) {
        return new Setting<>(
                key,
                "list, separated by commas",
                defaultText,
                description,
                false,
                false,
                Setting::readList);
    }

    /** A list that may be empty, and is unless it is given. */
    public static Setting<List<String>> optionalList(String key, String description) {
        return new Setting<>(
                key,
                "list, separated by commas",
                "",
                description,
                false,
                false,
                text -> text.isBlank() ? List.of() : readList(text));
    }

    /** One of several words. */
    public static Setting<String> choice(
            String key, String defaultText, List<String> words, String description) {
        return new Setting<>(
                key,
                String.join(", ", words),
                defaultText,
                description,
                false,
                false,
                text -> readChoice(text, words));
    }

    public static Setting<StartingPoint> startingPoint(
            String key, StartingPoint defaultValue, String description) {
        return new Setting<>(
                key,
                names(),
                nameOf(defaultValue),
                description,
                false,
                false,
                Setting::readStartingPoint);
    }

    /** The same setting without which nothing works. */
    public Setting<T> required() {
        return new Setting<>(key, type, defaultText, description, true, isSecret, reader);
    }

    /** The same setting with a value that is never shown. */
    public Setting<T> secret() {
        return new Setting<>(key, type, defaultText, description, isRequired, true, reader);
    }

    /** A value as logs and messages may show it. */
    String shown(String value) {
        return isSecret && !value.isEmpty() ? HIDDEN : value;
    }

    /** What stands in messages about a value that breaks {@code rule}. */
    public String problem(String rule, @Nullable String value) {
        return value == null
                ? "%s %s".formatted(key, rule)
                : "%s %s, but was '%s'".formatted(key, rule, shown(value));
    }

    private static int readNumber(String text, int least, int most) {
        try {
            int value = Integer.parseInt(text.trim());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same message: the rule covers both.
        }
        throw new IllegalArgumentException(
                "must be a whole number from %d to %d".formatted(least, most));
    }

    private static boolean readFlag(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static Duration readDuration(String text, Duration least, Duration most) {
        try {
            Duration value = TimeUtils.parseDuration(text.trim());
            if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            // Falls through to the same message: the rule covers both.
        }
        throw new IllegalArgumentException(
                "must be a duration from %s to %s".formatted(written(least), written(most)));
    }

    private static String written(Duration duration) {
        return TimeUtils.formatWithHighestUnit(duration);
    }

    private static List<String> readList(String text) {
        List<String> values =
                Arrays.stream(text.split(",")).map(String::trim).filter(s -> !s.isEmpty()).toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("must name at least one");
        }
        return values;
    }

    private static String readChoice(String text, List<String> words) {
        if (words.contains(text.trim())) {
            return text.trim();
        }
        throw new IllegalArgumentException("must be one of " + String.join(", ", words));
    }

    private static StartingPoint readStartingPoint(String text) {
        for (StartingPoint point : StartingPoint.values()) {
            if (nameOf(point).equals(text.trim())) {
                return point;
            }
        }
        throw new IllegalArgumentException("must be one of " + names());
    }

    private static String names() {
        return Arrays.stream(StartingPoint.values())
                .map(Setting::nameOf)
                .collect(Collectors.joining(", "));
    }

    private static String nameOf(StartingPoint point) {
        return point.name().toLowerCase(Locale.ROOT);
    }
}
