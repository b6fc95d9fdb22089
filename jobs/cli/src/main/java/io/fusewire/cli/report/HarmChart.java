package io.fusewire.cli.report;

import io.fusewire.core.detection.Charge;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.Observation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The harm of an incident over time: the sum climbing to its cap, the moment of the trip, and below
 * it what the agent went on to do.
 */
final class HarmChart {

    private static final int WIDTH = 720;
    private static final int LEFT = 56;
    private static final int RIGHT = 16;
    private static final int TOP = 26;
    private static final int PLOT_HEIGHT = 150;
    private static final int LANE = 34;
    private static final int HEIGHT = TOP + PLOT_HEIGHT + LANE + 30;
    private static final double MICROS = 1e6;

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_CLOCK =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Html html;
    private final Decision decision;
    private final List<Charge> charges;
    private final List<Observation> after;
    private final long fromMillis;
    private final long toMillis;
    private final double top;

    HarmChart(Html html, Decision decision, List<Observation> after) {
        this.html = html;
        this.decision = decision;
        this.charges = decision.evidence();
        this.after = after;
        long first = charges.isEmpty() ? decision.atMillis() : charges.get(0).timeMillis();
        long last = decision.atMillis();
        for (Observation observation : after) {
            last = Math.max(last, observation.atMillis());
        }
        long margin = Math.max(2_000, (last - first) / 25);
        this.fromMillis = Math.min(first, decision.atMillis()) - margin;
        this.toMillis = last + margin;
        this.top = Math.max(sum(), isSumOfHarm(decision) ? decision.limit() : 1) * 1.12;
    }

    /** Whether the rule that decided adds up harm, so that its limit belongs into the picture. */
    static boolean isSumOfHarm(Decision decision) {
        double sum = decision.evidence().stream().mapToLong(Charge::micros).sum() / MICROS;
        return sum > 0 && Math.abs(decision.score() - sum) <= sum / 100;
    }

    private double sum() {
        return charges.stream().mapToLong(Charge::micros).sum() / MICROS;
    }

    /** Draws it. */
    void draw() {
        html.open(
                "svg",
                "class",
                "chart",
                "viewBox",
                "0 0 " + WIDTH + " " + HEIGHT,
                "role",
                "img",
                "aria-label",
                "Harm of the incident over time");
        drawAxes();
        if (isSumOfHarm(decision)) {
            drawLimit();
        }
        drawSum();
        drawTrip();
        drawAfterwards();
        html.close();
    }

    private void drawAxes() {
        line("axis", LEFT, y(0), WIDTH - RIGHT, y(0));
        label("tick end", LEFT - 6, y(0) + 4, "0");
        label("tick start", LEFT, HEIGHT - 6, clock(fromMillis));
        label("tick end", WIDTH - RIGHT, HEIGHT - 6, clock(toMillis));
        label("tick start", 4, TOP - 12, "harm");
    }

    private void drawLimit() {
        double limit = y(decision.limit());
        line("limit", LEFT, limit, WIDTH - RIGHT, limit);
        label("limit-label end", LEFT - 6, limit + 4, Figures.rounded(decision.limit()));
    }

    private void drawSum() {
        StringBuilder path = new StringBuilder();
        append(path, 'M', LEFT, y(0));
        double sum = 0;
        for (Charge charge : charges) {
            double x = x(charge.timeMillis());
            append(path, 'L', x, y(sum));
            sum += charge.micros() / MICROS;
            append(path, 'L', x, y(sum));
        }
        append(path, 'L', WIDTH - RIGHT, y(sum));
        html.empty("path", "class", "sum", "d", path.toString());
        drawCharges();
    }

    private void drawCharges() {
        double sum = 0;
        for (Charge charge : charges) {
            sum += charge.micros() / MICROS;
            html.open(
                    "circle",
                    "class",
                    charge.lost() ? "lost" : "guard",
                    "cx",
                    point(x(charge.timeMillis())),
                    "cy",
                    point(y(sum)),
                    "r",
                    "4");
            html.element(
                    "title",
                    clock(charge.timeMillis())
                            + " "
                            + charge.eventName()
                            + " "
                            + charge.id()
                            + ", harm "
                            + Figures.rounded(charge.micros() / MICROS));
            html.close();
        }
    }

    private void drawTrip() {
        double x = x(decision.atMillis());
        line("trip", x, TOP - 8, x, y(0) + LANE);
        boolean nearRight = x > WIDTH * 0.7;
        label(
                "trip-label " + (nearRight ? "end" : "start"),
                nearRight ? x - 6 : x + 6,
                TOP - 12,
                decision.type() + " " + clock(decision.atMillis()));
    }

    private void drawAfterwards() {
        double middle = y(0) + LANE / 2.0 + 4;
        label("tick end", LEFT - 6, middle + 4, "after");
        for (Observation observation : after) {
            double x = x(observation.atMillis());
            html.open(
                    "rect",
                    "class",
                    observation.foreignLost() > 0 ? "after lost" : "after",
                    "x",
                    point(x - 1.5),
                    "y",
                    point(middle - 7),
                    "width",
                    "3",
                    "height",
                    "14");
            html.element("title", clock(observation.atMillis()) + " " + observation.eventName());
            html.close();
        }
    }

    private double x(long atMillis) {
        double share = (double) (atMillis - fromMillis) / (toMillis - fromMillis);
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private double y(double harm) {
        return TOP + PLOT_HEIGHT * (1 - harm / top);
    }

    private String clock(long atMillis) {
        boolean withinADay = toMillis - fromMillis < 86_400_000L;
        return (withinADay ? CLOCK : DAY_AND_CLOCK).format(Instant.ofEpochMilli(atMillis));
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        html.empty(
                "line", "class", style, "x1", point(x1), "y1", point(y1), "x2", point(x2), "y2",
                point(y2));
    }

    private void label(String style, double x, double y, String text) {
        html.element("text", text, "class", style, "x", point(x), "y", point(y));
    }

    private static void append(StringBuilder path, char command, double x, double y) {
        path.append(command).append(point(x)).append(' ').append(point(y));
    }

    private static String point(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
