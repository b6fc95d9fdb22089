package io.fusewire.cli.report;

import io.fusewire.core.detection.Charge;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.Observation;

import java.util.List;

/**
 * An incident over time: the sum of harm climbing to its limit, the moment of the decision, and
 * below it every call that was charged before and observed after.
 */
final class HarmChart {

    private static final int WIDTH = 720;
    private static final int LEFT = 64;
    private static final int RIGHT = 20;
    private static final int TOP = 40;
    private static final int PLOT_HEIGHT = 150;
    private static final int LANE_TOP = TOP + PLOT_HEIGHT + 14;
    private static final int LANE_HEIGHT = 22;
    private static final int HEIGHT = LANE_TOP + LANE_HEIGHT + 30;
    private static final double MICROS = 1e6;
    private static final double HEADROOM = 1.12;
    private static final double TICK_WIDTH = 3;

    private final Decision decision;
    private final List<Charge> charges;
    private final List<Observation> after;
    private final Timespan span;
    private final Scale x;
    private final Scale y;

    HarmChart(Decision decision, List<Observation> after, Timespan span) {
        this.decision = decision;
        this.charges = decision.evidence();
        this.after = after;
        this.span = span;
        this.x = span.scale(LEFT, WIDTH - RIGHT);
        double top = Math.max(sum(decision), isSumOfHarm(decision) ? decision.limit() : 1);
        this.y = new Scale(0, top * HEADROOM, TOP + PLOT_HEIGHT, TOP);
    }

    /** Whether the rule that decided adds up harm, so that its limit belongs into the picture. */
    static boolean isSumOfHarm(Decision decision) {
        double sum = sum(decision);
        return sum > 0 && Math.abs(decision.score() - sum) <= sum / 100;
    }

    private static double sum(Decision decision) {
        return decision.evidence().stream().mapToLong(Charge::micros).sum() / MICROS;
    }

    void draw(Html html) {
        Drawing drawing =
                new Drawing(
                        html,
                        "harm",
                        WIDTH,
                        HEIGHT,
                        "Harm over time",
                        "The sum climbs to "
                                + Figures.rounded(sum(decision))
                                + " by "
                                + span.clock(decision.atMillis())
                                + ", when it was decided; "
                                + Figures.grouped(after.size())
                                + " calls follow");
        drawAfterwards(drawing);
        drawAxes(drawing);
        if (isSumOfHarm(decision)) {
            double limit = y.at(decision.limit());
            drawing.line("limit", LEFT, limit, WIDTH - RIGHT, limit);
            drawing.text(
                    "limit-label start",
                    LEFT + 6,
                    limit - 5,
                    "limit " + Figures.rounded(decision.limit()));
        }
        drawSum(drawing);
        drawDecision(drawing);
        drawReached(drawing);
        drawCalls(drawing);
        drawing.close();
    }

    private void drawAxes(Drawing drawing) {
        for (double tick : Scale.ticks(y.to(), 3)) {
            drawing.line(tick == 0 ? "axis" : "grid", LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick));
            drawing.text("tick end", LEFT - 8, y.at(tick) + 4, Figures.rounded(tick));
        }
        drawing.text("tick start", 4, 14, "harm");
        drawing.text("tick end", LEFT - 8, LANE_TOP + LANE_HEIGHT / 2.0 + 4, "calls");
        drawing.text("tick start", LEFT, HEIGHT - 6, span.clock(span.fromMillis()));
        drawing.text("tick end", WIDTH - RIGHT, HEIGHT - 6, span.clock(span.toMillis()));
    }

    private void drawSum(Drawing drawing) {
        double sum = 0;
        StringBuilder path = new StringBuilder(Drawing.to('M', LEFT, y.at(0)));
        for (Charge charge : charges) {
            path.append(Drawing.to('L', x.at(charge.timeMillis()), y.at(sum)));
            sum += charge.micros() / MICROS;
            path.append(Drawing.to('L', x.at(charge.timeMillis()), y.at(sum)));
        }
        double end = x.at(decision.atMillis());
        String line = path + Drawing.to('L', end, y.at(sum));
        drawing.path("area", line + Drawing.to('L', end, y.at(0)) + "Z");
        drawing.path("sum", line);
    }

    private void drawReached(Drawing drawing) {
        drawing.circle(
                "lost",
                x.at(decision.atMillis()),
                y.at(sum(decision)),
                4.5,
                "At the decision: harm " + Figures.rounded(sum(decision)));
    }

    private void drawAfterwards(Drawing drawing) {
        double at = x.at(decision.atMillis());
        drawing.rect(
                "afterwards",
                at,
                TOP,
                WIDTH - RIGHT - at,
                PLOT_HEIGHT,
                "After the decision: what a revocation would have prevented");
    }

    private void drawDecision(Drawing drawing) {
        double at = x.at(decision.atMillis());
        drawing.line("moment", at, TOP - 8, at, LANE_TOP + LANE_HEIGHT);
        boolean isFarRight = at > WIDTH * 0.6;
        drawing.text(
                "moment-label " + (isFarRight ? "end" : "start"),
                isFarRight ? at + 4 : at - 4,
                TOP - 14,
                decision.type() + " " + span.clock(decision.atMillis()));
    }

    private void drawCalls(Drawing drawing) {
        drawing.line(
                "axis",
                LEFT,
                LANE_TOP + LANE_HEIGHT / 2.0,
                WIDTH - RIGHT,
                LANE_TOP + LANE_HEIGHT / 2.0);
        for (Charge charge : charges) {
            drawCall(
                    drawing,
                    Sign.of(charge),
                    charge.timeMillis(),
                    charge.eventName() + " " + charge.id());
        }
        for (Observation observation : after) {
            drawCall(
                    drawing, Sign.of(observation), observation.atMillis(), observation.eventName());
        }
    }

    private void drawCall(Drawing drawing, Sign sign, long atMillis, String what) {
        drawing.rect(
                "call " + sign.style(),
                x.at(atMillis) - TICK_WIDTH / 2,
                LANE_TOP,
                TICK_WIDTH,
                LANE_HEIGHT,
                span.clock(atMillis) + " " + what + ": " + sign.words());
    }
}
