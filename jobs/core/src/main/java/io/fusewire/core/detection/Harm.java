package io.fusewire.core.detection;

import java.util.Arrays;

/**
 * What one event weighs, by resource; filled again for every event by {@link HarmModel}.
 *
 * <p>Micro-units: a millionth of a harm point, so that sums are exact in any order.
 */
public final class Harm {

    public static final double MICROS_PER_POINT = 1_000_000;

    private long[] byStanding = new long[16];
    private double[] weights = new double[16];
    private int standings;
    private long total;
    private int lost;
    private int guardRemovals;
    private boolean auditOff;
    private boolean countUnknown;

    static long micros(double points) {
        return Math.round(points * MICROS_PER_POINT);
    }

    void clear() {
        standings = 0;
        total = 0;
        lost = 0;
        guardRemovals = 0;
        auditOff = false;
        countUnknown = false;
    }

    void add(long micros, double weight) {
        if (standings == byStanding.length) {
            byStanding = Arrays.copyOf(byStanding, standings * 2);
            weights = Arrays.copyOf(weights, standings * 2);
        }
        byStanding[standings] = micros;
        weights[standings++] = weight;
        total += micros;
    }

    void addUnlisted(long micros) {
        total += micros;
    }

    void lose(int resources) {
        lost += resources;
    }

    void removeGuard() {
        guardRemovals++;
    }

    void switchAuditOff() {
        auditOff = true;
    }

    void leaveCountUnknown() {
        countUnknown = true;
    }

    /** The whole event's fuse harm in micro-units; 0 for most events. */
    public long total() {
        return total;
    }

    public double points() {
        return total / MICROS_PER_POINT;
    }

    /** Harm of the event's n-th standing in micro-units. */
    public long ofStanding(int index) {
        return index < standings ? byStanding[index] : 0;
    }

    /** Weight of the n-th standing's type before any factor. */
    public double weightOfStanding(int index) {
        return index < standings ? weights[index] : 0;
    }

    /** Foreign resources destroyed by the event. */
    public int lost() {
        return lost;
    }

    /** Protections of foreign resources that the event removed. */
    public int guardRemovals() {
        return guardRemovals;
    }

    /** Whether the event switches audit off, as far as it is not the caller's own and not new. */
    public boolean auditOff() {
        return auditOff;
    }

    /** Whether the record did not tell how many resources the call destroyed. */
    public boolean countUnknown() {
        return countUnknown;
    }
}
