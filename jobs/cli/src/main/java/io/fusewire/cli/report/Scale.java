package io.fusewire.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear scale from values to places on a drawing.
 *
 * @param from value at {@code start}
 * @param to value at {@code end}; where it equals {@code from} every value is at {@code start}
 * @param start place in user units
 * @param end place in user units; may lie before {@code start}, as upwards does
 */
record Scale(double from, double to, double start, double end) {

    /** The place of a value; a value outside the scale is put on its nearer end. */
    double at(double value) {
        if (to == from) {
            return start;
        }
        double share = (value - from) / (to - from);
        return start + Math.max(0, Math.min(1, share)) * (end - start);
    }

    /**
     * Round values from 0 to a maximum: steps of 1, 2 or 5 times a power of ten.
     *
     * @param most of them, 0 apart; at least 1
     */
    static List<Double> ticks(double max, int most) {
        List<Double> ticks = new ArrayList<>();
        ticks.add(0.0);
        if (!(max > 0) || Double.isInfinite(max)) {
            return ticks;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(max / most)));
        double step = unit;
        for (double factor : new double[] {1, 2, 5, 10}) {
            step = unit * factor;
            if (max / step <= most) {
                break;
            }
        }
        for (int i = 1; i * step <= max; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }
}
