package io.fusewire.core.detection;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/** Numbers, spans and foreign names as sentences carry them. */
final class Words {

    private static final int NAME_LENGTH_MAX = 120;
    private static final MathContext PRECISION = new MathContext(4);
    private static final long SECONDS_UP_TO = 120;
    private static final long MINUTES_UP_TO = 120 * 60;
    private static final long HOURS_UP_TO = 48 * 3600;

    private Words() {}

    /** A number as a person reads it: four significant digits, no exponent, digits in threes. */
    static String figure(double value) {
        if (!Double.isFinite(value)) {
            return "more than can be counted";
        }
        return new DecimalFormat("#,##0.######", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(new BigDecimal(value).round(PRECISION));
    }

    /** {@code 1 burst}, {@code 1,200 bursts}. */
    static String counted(long count, String noun) {
        return counted(count, noun, noun + "s");
    }

    static String counted(long count, String one, String many) {
        return figure(count) + " " + (count == 1 ? one : many);
    }

    /** A span of time in its own unit: {@code 17 seconds}, {@code 3 hours}. Negative ones are 0. */
    static String duration(long millis) {
        long seconds = Math.max(0, millis / 1000);
        if (seconds < SECONDS_UP_TO) {
            return counted(seconds, "second");
        }
        if (seconds < MINUTES_UP_TO) {
            return counted(seconds / 60, "minute");
        }
        if (seconds < HOURS_UP_TO) {
            return counted(seconds / 3600, "hour");
        }
        return counted(seconds / (24 * 3600), "day");
    }

    /** The first of some names, and how many more there are. */
    static String some(List<String> names) {
        String first = plain(names.get(0));
        return names.size() == 1 ? first : first + " and " + figure(names.size() - 1) + " more";
    }

    /** A type with its article. */
    static String article(String type) {
        String name = plain(type);
        boolean vowel =
                !name.isEmpty() && "AEIOU".indexOf(Character.toUpperCase(name.charAt(0))) >= 0;
        return (vowel ? "an " : "a ") + name;
    }

    /**
     * A name that somebody else chose, made harmless for a line of text: control and reordering
     * characters replaced, long names cut.
     */
    static String plain(String name) {
        StringBuilder plain = new StringBuilder(Math.min(name.length(), NAME_LENGTH_MAX) + 1);
        for (int i = 0; i < name.length() && i < NAME_LENGTH_MAX; i++) {
            char c = name.charAt(i);
            boolean bidi = (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
            plain.append(Character.isISOControl(c) || bidi ? '?' : c);
        }
        return name.length() > NAME_LENGTH_MAX ? plain.append('…').toString() : plain.toString();
    }
}
