package io.fusewire.bench.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Fraction lost against false trips: one line a detector, one point a budget. Lower and further to
 * the left is better. The axis of false trips is logarithmic; none at all is drawn at the left
 * edge.
 */
final class TradeOffPlot {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 460;
    private static final int LEFT = 64;
    private static final int RIGHT = 190;
    private static final int TOP = 44;
    private static final int BOTTOM = 56;

    /** Exponents of ten of false trips per 1,000 agent-days at the edges. */
    private static final double LOWEST = -2;

    private static final double HIGHEST = 2;

    private static final List<String> COLOURS =
            List.of("#1f6feb", "#8250df", "#d1242f", "#bf8700", "#1a7f37", "#0598bc", "#6e7781");

    private final Results results;
    private final StringBuilder svg = new StringBuilder();

    TradeOffPlot(Results results) {
        this.results = results;
    }

    String svg() {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">"
                        + "<title>Fraction of resources lost against false trips, by"
                        + " detector</title>",
                WIDTH, HEIGHT);
        add(
                "<style>text{font:13px sans-serif;fill:#1f2328}.axis{stroke:#8c959f}"
                        + ".grid{stroke:#d0d7de}.ground{fill:#fff}"
                        + "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.ground{fill:#0d1117}"
                        + ".grid{stroke:#30363d}}</style><rect class=\"ground\" width=\"%d\""
                        + " height=\"%d\"/>",
                WIDTH, HEIGHT);
        axes();
        int n = 0;
        for (String detector : results.detectors()) {
            line(detector, COLOURS.get(n % COLOURS.size()), n);
            n++;
        }
        return svg.append("</svg>\n").toString();
    }

    private void axes() {
        add("<text x=\"%d\" y=\"24\">Fraction of an incident's resources lost</text>", LEFT);
        for (int tenth = 0; tenth <= 10; tenth += 2) {
            double y = y(tenth / 10.0);
            add(
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
                    LEFT, WIDTH - RIGHT, y, y);
            add(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>",
                    LEFT - 8, y + 4, tenth / 10.0);
        }
        for (int exponent = (int) LOWEST; exponent <= HIGHEST; exponent++) {
            double x = x(Math.pow(10, exponent));
            add(
                    "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
                    x, x, TOP, HEIGHT - BOTTOM);
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    x,
                    HEIGHT - BOTTOM + 20,
                    exponent < 0
                            ? "0." + "0".repeat(-exponent - 1) + "1"
                            : "1" + "0".repeat(exponent));
        }
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">False trips per 1,000"
                        + " agent-days</text>",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12);
    }

    private void line(String detector, String colour, int n) {
        List<String> points = new ArrayList<>();
        for (double budget : results.scale().allBudgets()) {
            FalseTrips fleet = results.fleet(detector, budget);
            double lost = lost(detector, budget);
            if (!Double.isNaN(lost) && fleet.agentDays() > 0) {
                points.add(
                        String.format(
                                Locale.ROOT,
                                "%.1f,%.1f",
                                x(fleet.trips() * 1_000 / fleet.agentDays()),
                                y(lost)));
            }
        }
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
                String.join(" ", points), colour);
        for (String point : points) {
            String[] place = point.split(",", -1);
            add("<circle cx=\"%s\" cy=\"%s\" r=\"4\" fill=\"%s\"/>", place[0], place[1], colour);
        }
        int y = TOP + 10 + 22 * n;
        add(
                "<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">%s</text>",
                WIDTH - RIGHT + 18, y, colour, WIDTH - RIGHT + 30, y + 4, detector);
    }

    /** Over all kinds, those never used for tuning included. */
    private double lost(String detector, double budget) {
        return results.incidents().stream()
                .filter(row -> row.detector().equals(detector) && row.budget() == budget)
                .filter(row -> row.historyDays() == results.scale().historyDays())
                .mapToDouble(IncidentResult::fraction)
                .average()
                .orElse(Double.NaN);
    }

    private static double x(double falseTrips) {
        double exponent = falseTrips <= 0 ? LOWEST : Math.log10(falseTrips);
        double share =
                (Math.max(LOWEST, Math.min(HIGHEST, exponent)) - LOWEST) / (HIGHEST - LOWEST);
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double lost) {
        return HEIGHT - BOTTOM - lost * (HEIGHT - TOP - BOTTOM);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
