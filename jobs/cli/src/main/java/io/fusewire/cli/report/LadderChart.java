package io.fusewire.cli.report;

import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.baseline.LadderReading;
import io.fusewire.core.detection.Charge;
import io.fusewire.core.detection.Decision;

import java.util.Comparator;
import java.util.List;

/**
 * The climb of an incident against the agent's own history: a step line over the rungs of its
 * ladder, each rung shaded as often as past episodes came to it.
 */
final class LadderChart {

    private static final int WIDTH = 720;
    private static final int LEFT = 64;
    private static final int RIGHT = 118;
    private static final int TOP = 40;
    private static final int ROW = 22;
    private static final int BELOW = 26;
    private static final int RUNGS_LEAST = 4;
    private static final double FAINTEST = 0.08;
    private static final double STRONGEST = 0.45;
    private static final double MICROS = 1e6;

    private final Decision decision;
    private final LadderReading reading;
    private final Timespan span;
    private final int rungs;
    private final Scale x;
    private final Scale y;

    LadderChart(Decision decision, LadderReading reading, Timespan span) {
        this.decision = decision;
        this.reading = reading;
        this.span = span;
        int everReached = Ladder.rung(Math.round(reading.highest() * MICROS));
        this.rungs = Math.max(RUNGS_LEAST, Math.max(reading.rung(), everReached) + 1);
        this.x = span.scale(LEFT, WIDTH - RIGHT);
        this.y = new Scale(0, rungs, TOP + rungs * ROW, TOP);
    }

    /** The ladder that tells most: the one that decided, else the most improbable climb. */
    static LadderReading mostTelling(Decision decision) {
        Ladder leading = Ladder.ofReason(decision.reasons().get(0));
        return decision.ladders().stream()
                .filter(reading -> leading == null || reading.ladder() == leading)
                .max(Comparator.comparingDouble(LadderReading::evidence))
                .orElseThrow();
    }

    /**
     * Where a sum stands on the ladder: its rung, and how far it is on the way to the next.
     *
     * @param sum X in points, at least 0
     */
    static double height(double sum) {
        int rung = Ladder.rung(Math.round(sum * MICROS));
        double least = Ladder.leastOf(rung);
        double next = Ladder.leastOf(rung + 1);
        return rung + Math.max(0, Math.min(1, (sum - least) / (next - least)));
    }

    void draw(Html html) {
        Drawing drawing =
                new Drawing(
                        html,
                        "ladder",
                        WIDTH,
                        TOP + rungs * ROW + BELOW,
                        "Climb against its own history",
                        "Rung "
                                + reading.rung()
                                + " of "
                                + Ladder.TOP
                                + " reached; the highest of "
                                + Figures.grouped(reading.pastEpisodes())
                                + " episodes before came to rung "
                                + Ladder.rung(Math.round(reading.highest() * MICROS)));
        drawing.text("tick start", 4, 14, unit());
        drawing.text("tick end", WIDTH - 4, 14, "past " + episodes(2));
        for (int rung = 0; rung < rungs; rung++) {
            drawRung(drawing, rung);
        }
        drawClimb(drawing);
        double at = x.at(decision.atMillis());
        drawing.line("moment", at, TOP - 8, at, y.at(0));
        drawing.text(
                "moment-label " + (at > WIDTH * 0.6 ? "end" : "start"),
                at,
                TOP - 14,
                decision.type().name());
        drawing.text("tick start", LEFT, y.at(0) + 20, span.clock(span.fromMillis()));
        drawing.text("tick end", WIDTH - RIGHT, y.at(0) + 20, span.clock(span.toMillis()));
        drawing.close();
    }

    private void drawRung(Drawing drawing, int rung) {
        double share = share(reading, rung);
        drawing.shade(
                "history",
                LEFT,
                y.at(rung + 1.0),
                WIDTH - RIGHT - LEFT,
                ROW,
                share == 0 ? 0 : FAINTEST + (STRONGEST - FAINTEST) * share,
                reachedBy(rung));
        drawing.line(rung == 0 ? "axis" : "grid", LEFT, y.at(rung), WIDTH - RIGHT, y.at(rung));
        drawing.text("tick end", LEFT - 8, y.at(rung) + 4, level(rung));
        drawing.text("tick start", WIDTH - RIGHT + 8, y.at(rung + 0.5) + 4, frequency(rung));
    }

    /** How often past episodes came to a rung, from 0 to 1; recent ones weigh more. */
    static double share(LadderReading reading, int rung) {
        List<Float> reached = reading.reached();
        if (reached.isEmpty() || reached.get(0) <= 0) {
            return 0;
        }
        return Math.min(1, reached.get(rung) / reached.get(0));
    }

    private String reachedBy(int rung) {
        return frequency(rung)
                + " of past "
                + episodes(2)
                + " came to "
                + unit()
                + " "
                + level(rung);
    }

    private String frequency(int rung) {
        double share = share(reading, rung);
        return share == 0 ? "never" : share < 0.01 ? "< 1 %" : Math.round(share * 100) + " %";
    }

    /** The blast ladder's 200 · B is twice the percentage of the environment. */
    private String level(int rung) {
        double least = Ladder.leastOf(rung);
        return reading.ladder() == Ladder.BURST_BLAST
                ? Figures.rounded(least / 2) + " %"
                : Figures.rounded(least);
    }

    private String unit() {
        return switch (reading.ladder()) {
            case BURST_HARM -> "weighed harm of a burst";
            case WEEK_HARM -> "weighed harm of a week";
            case BURST_BLAST -> "share of the environment";
        };
    }

    private String episodes(int count) {
        String one = reading.ladder() == Ladder.WEEK_HARM ? "week" : "burst";
        return count == 1 ? one : one + "s";
    }

    private void drawClimb(Drawing drawing) {
        List<Charge> climbing =
                decision.evidence().stream()
                        .filter(charge -> charge.timeMillis() >= reading.startMillis())
                        .toList();
        double listed = climbing.stream().mapToDouble(this::step).sum();
        // What the evidence does not list was there before it.
        double sum = Math.max(0, reading.sum() - listed);
        StringBuilder path = new StringBuilder(Drawing.to('M', LEFT, y.at(height(sum))));
        for (Charge charge : climbing) {
            path.append(Drawing.to('L', x.at(charge.timeMillis()), y.at(height(sum))));
            sum += step(charge);
            path.append(Drawing.to('L', x.at(charge.timeMillis()), y.at(height(sum))));
        }
        path.append(Drawing.to('L', x.at(decision.atMillis()), y.at(height(sum))));
        drawing.path("sum", path.toString());
        drawing.circle(
                "lost",
                x.at(decision.atMillis()),
                y.at(height(sum)),
                4.5,
                "At the decision: " + Figures.rounded(reading.sum()));
    }

    private double step(Charge charge) {
        return (reading.ladder() == Ladder.BURST_BLAST
                        ? charge.blastMicros()
                        : charge.surpriseMicros())
                / MICROS;
    }
}
