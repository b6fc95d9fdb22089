package io.fusewire.cli.report;

import io.fusewire.core.baseline.AgentDay;
import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.baseline.LadderReading;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;

/** Small pictures of what one agent normally does, all of one size. */
final class HabitCharts {

    private static final int WIDTH = 300;
    private static final int HEIGHT = 150;
    private static final int LEFT = 34;
    private static final int RIGHT = 8;
    private static final int TOP = 12;
    private static final int BOTTOM = 26;
    private static final double GAP = 1;
    private static final int RUNGS_LEAST = 6;

    private HabitCharts() {}

    /** When its bursts begin. */
    static void hours(Html html, List<Integer> burstsByHour) {
        int most = burstsByHour.isEmpty() ? 0 : Collections.max(burstsByHour);
        Drawing drawing =
                new Drawing(
                        html,
                        "small",
                        WIDTH,
                        HEIGHT,
                        "Bursts by hour of the day",
                        "At most " + Figures.grouped(most) + " began in one hour, in UTC");
        Scale y = upright(drawing, most, Math.min(2, Math.max(1, most)));
        Scale x = new Scale(0, burstsByHour.size(), LEFT, WIDTH - RIGHT);
        for (int hour = 0; hour < burstsByHour.size(); hour++) {
            int count = burstsByHour.get(hour);
            bar(
                    drawing,
                    "bar",
                    x,
                    hour,
                    y,
                    count,
                    hour + ":00 to " + (hour + 1) + ":00: " + Figures.grouped(count));
        }
        for (int hour = 0; hour <= burstsByHour.size(); hour += 6) {
            drawing.text(anchor(hour, burstsByHour.size()), x.at(hour), HEIGHT - 8, hour + " h");
        }
        drawing.close();
    }

    /** How far its bursts climbed. */
    static void rungs(Html html, LadderReading reading) {
        int top = RUNGS_LEAST;
        for (int rung = RUNGS_LEAST; rung < reading.reached().size(); rung++) {
            top = LadderChart.share(reading, rung) > 0 ? rung + 1 : top;
        }
        Drawing drawing =
                new Drawing(
                        html,
                        "small",
                        WIDTH,
                        HEIGHT,
                        "How far its bursts climb",
                        "The highest of "
                                + Figures.grouped(reading.pastEpisodes())
                                + " came to weighed harm "
                                + Figures.rounded(reading.highest()));
        Scale y = upright(drawing, 100, 2);
        Scale x = new Scale(0, top, LEFT, WIDTH - RIGHT);
        for (int rung = 0; rung < top; rung++) {
            double percent = 100 * LadderChart.share(reading, rung);
            String least = Figures.rounded(Ladder.leastOf(rung));
            bar(
                    drawing,
                    "bar",
                    x,
                    rung,
                    y,
                    percent,
                    Figures.rounded(percent) + " % came to weighed harm " + least);
            if (top <= 8 || rung % 2 == 0) {
                drawing.text("tick middle", x.at(rung + 0.5), HEIGHT - 8, least);
            }
        }
        drawing.close();
    }

    /** How near it came to a limit, day by day. */
    static void days(Html html, List<AgentDay> days, long firstDay, long lastDay) {
        double most = days.stream().mapToDouble(AgentDay::ratio).max().orElse(0);
        Drawing drawing =
                new Drawing(
                        html,
                        "small",
                        WIDTH,
                        HEIGHT,
                        "Nearest to a limit, by day",
                        "The nearest day came to "
                                + Math.round(100 * most)
                                + " % of a limit, incidents apart");
        Scale y = upright(drawing, Math.max(1, most) * 100, 2);
        long count = lastDay - firstDay + 1;
        Scale x = new Scale(0, count, LEFT, WIDTH - RIGHT);
        for (AgentDay day : days) {
            if (day.epochDay() >= firstDay) {
                bar(
                        drawing,
                        "bar",
                        x,
                        day.epochDay() - firstDay,
                        y,
                        100 * day.ratio(),
                        LocalDate.ofEpochDay(day.epochDay())
                                + ": "
                                + Math.round(100 * day.ratio())
                                + " %");
            }
        }
        drawing.line("limit", LEFT, y.at(100), WIDTH - RIGHT, y.at(100));
        drawing.text("tick start", LEFT, HEIGHT - 8, shortDate(firstDay));
        if (count > 1) {
            drawing.text("tick end", WIDTH - RIGHT, HEIGHT - 8, shortDate(lastDay));
        }
        drawing.close();
    }

    private static Scale upright(Drawing drawing, double most, int ticks) {
        Scale y = new Scale(0, Math.max(1, most), HEIGHT - BOTTOM, TOP);
        for (double tick : Scale.ticks(Math.max(1, most), ticks)) {
            drawing.line(tick == 0 ? "axis" : "grid", LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick));
            drawing.text("tick end", LEFT - 5, y.at(tick) + 4, Figures.rounded(tick));
        }
        return y;
    }

    private static void bar(
            Drawing drawing, String style, Scale x, double index, Scale y, double value, String t) {
        double left = x.at(index) + GAP / 2;
        double width = Math.max(1, x.at(index + 1) - x.at(index) - GAP);
        drawing.rect(style, left, y.at(value), width, y.at(0) - y.at(value), t);
    }

    private static String anchor(int index, int last) {
        return index == 0 ? "tick start" : index == last ? "tick end" : "tick middle";
    }

    private static String shortDate(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString().substring(5);
    }
}
