package io.fusewire.cli.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.util.Locale;

/** Numbers and times as the page prints them. */
public final class Figures {

    private static final MathContext PRECISION = new MathContext(4);

    private Figures() {}

    /** Four significant digits, no exponent, no trailing zeros. */
    public static String rounded(double value) {
        if (!Double.isFinite(value)) {
            return "unlimited";
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(PRECISION).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    /** Digits in groups of three. */
    public static String grouped(long value) {
        return new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(value);
    }

    /** Day and time in UTC: {@code 2026-11-17 07:43:05Z}. */
    public static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString().replace('T', ' ');
    }
}
