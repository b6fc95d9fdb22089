package io.fusewire.policy;

import io.fusewire.core.policy.Freeze;
import io.fusewire.core.policy.Freeze.Span;
import io.fusewire.core.policy.Glob;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one entry under {@code freezes:}. */
final class FreezeReader {

    private static final List<String> DAYS =
            List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final String MOMENT =
            "(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([01][0-9]|2[0-3]):([0-5][0-9])";

    /** {@code Fri 18:00 - Mon 06:00}, UTC. */
    static final Pattern WEEKLY = Pattern.compile(MOMENT + " - " + MOMENT);

    private static final String TIME_RULE =
            "must be a UTC time such as 2026-01-01T00:00:00Z, but was '%s'";
    private static final String WEEKLY_RULE =
            "must be two different moments of a week in UTC, such as Fri 18:00 - Mon 06:00, but was"
                    + " '%s'";
    private static final String EITHER = "must give either from and to, or weekly";

    private FreezeReader() {}

    /** The freeze; null after problems. */
    static @Nullable Freeze read(Node node, String path, Problems problems) {
        Section section = Section.of(node, path, PolicyKeys.FREEZE, problems);
        if (section == null) {
            return null;
        }
        Span span = span(section);
        Glob account =
                PolicyReader.glob(
                        section, PolicyKeys.ACCOUNT, section.textOrDigits(PolicyKeys.ACCOUNT));
        Glob region = glob(section, PolicyKeys.REGION);
        Glob environment = glob(section, PolicyKeys.ENVIRONMENT);
        return span == null ? null : new Freeze(span, account, region, environment);
    }

    private static @Nullable Glob glob(Section section, String key) {
        return PolicyReader.glob(section, key, section.text(key));
    }

    private static @Nullable Span span(Section section) {
        boolean weekly = section.has(PolicyKeys.WEEKLY);
        boolean from = section.has(PolicyKeys.FROM);
        boolean to = section.has(PolicyKeys.TO);
        if (from != to || from == weekly) {
            section.problem(EITHER);
            return null;
        }
        return weekly ? weekly(section) : once(section);
    }

    private static @Nullable Span once(Section section) {
        Long from = time(section, PolicyKeys.FROM);
        Long to = time(section, PolicyKeys.TO);
        if (from == null || to == null) {
            return null;
        }
        if (to <= from) {
            section.problem(PolicyKeys.TO, "must be later than from");
            return null;
        }
        return new Freeze.Once(from, to);
    }

    private static @Nullable Long time(Section section, String key) {
        String text = section.text(key);
        if (text == null) {
            return null;
        }
        try {
            if (text.endsWith("Z")) {
                return Instant.parse(text).toEpochMilli();
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Falls through to the problem, which says all that the exception would.
        }
        section.problem(key, String.format(Locale.ROOT, TIME_RULE, text));
        return null;
    }

    private static @Nullable Span weekly(Section section) {
        String text = section.text(PolicyKeys.WEEKLY);
        if (text == null) {
            return null;
        }
        Matcher moments = WEEKLY.matcher(text);
        if (moments.matches()) {
            int from = minute(moments, 1);
            int to = minute(moments, 4);
            if (from != to) {
                return new Freeze.Weekly(from, to);
            }
        }
        section.problem(PolicyKeys.WEEKLY, String.format(Locale.ROOT, WEEKLY_RULE, text));
        return null;
    }

    private static int minute(Matcher moments, int group) {
        int day = DAYS.indexOf(moments.group(group));
        int hour = Integer.parseInt(moments.group(group + 1));
        return (day * 24 + hour) * 60 + Integer.parseInt(moments.group(group + 2));
    }
}
