package io.fusewire.core.detection;

import java.util.Arrays;

/**
 * What one event weighs, by resource; filled again for every event by {@link HarmModel} and {@link
 * Surprise}.
 *
 * <p>Micro-units: a millionth of a harm point, so that sums are exact in any order.
 */
public final class Harm {

    public static final double MICROS_PER_POINT = 1_000_000;

    private long[] byStanding = new long[16];
    private double[] weights = new double[16];
    private long[] surprising = new long[16];
    private long[] approved = new long[16];
    private int standings;
    private long total;
    private int lost;
    private int guardRemovals;
    private boolean auditOff;
    private boolean countUnknown;
    private long approvedTotal;
    private int approvedLost;
    private long surprise;
    private long blast;
    private long approvedBlast;
    private boolean newAction;
    private boolean newEnvironment;
    private boolean guardRemovedBefore;
    private boolean oddHour;

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
        approvedTotal = 0;
        approvedLost = 0;
        surprise = 0;
        blast = 0;
        approvedBlast = 0;
        newAction = false;
        newEnvironment = false;
        guardRemovedBefore = false;
        oddHour = false;
    }

    void add(long micros, double weight) {
        if (standings == byStanding.length) {
            byStanding = Arrays.copyOf(byStanding, standings * 2);
            weights = Arrays.copyOf(weights, standings * 2);
            surprising = Arrays.copyOf(surprising, standings * 2);
            approved = Arrays.copyOf(approved, standings * 2);
        }
        byStanding[standings] = micros;
        surprising[standings] = 0;
        approved[standings] = 0;
        weights[standings++] = weight;
        total += micros;
    }

    /** A standing that an approval covers. */
    void addApproved(long micros, double weight) {
        add(0, weight);
        approved[standings - 1] = micros;
        approvedTotal += micros;
    }

    void addApprovedUnlisted(long micros) {
        approvedTotal += micros;
    }

    void loseApproved(int resources) {
        approvedLost += resources;
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

    void surpriseStanding(int index, long micros) {
        surprising[index] = micros;
        surprise += micros;
    }

    void surpriseUnlisted(long micros) {
        surprise += micros;
    }

    void spread(long micros, long approvedMicros) {
        blast = micros;
        approvedBlast = approvedMicros;
    }

    void byNewAction() {
        newAction = true;
    }

    void inNewEnvironment() {
        newEnvironment = true;
    }

    void afterGuardRemoval() {
        guardRemovedBefore = true;
    }

    void atOddHour() {
        oddHour = true;
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

    /** Fuse harm that approvals took out of {@link #total}, in micro-units. */
    public long approvedTotal() {
        return approvedTotal;
    }

    /** The part of it that the n-th standing makes up. */
    long approvedOfStanding(int index) {
        return index < standings ? approved[index] : 0;
    }

    /** Foreign resources destroyed with approval; not among {@link #lost}. */
    public int approvedLost() {
        return approvedLost;
    }

    /** Whether anything foreign was harmed, with or without approval. */
    boolean isAny() {
        return total > 0 || lost > 0 || approvedTotal > 0 || approvedLost > 0;
    }

    /** F, what the event counts for on the harm ladders, in micro-units. */
    public long surprise() {
        return surprise;
    }

    /** F of the n-th standing in micro-units. */
    long surpriseOfStanding(int index) {
        return index < standings ? surprising[index] : 0;
    }

    /** 200 · B, what it counts for on the blast ladder, in micro-units. */
    public long blast() {
        return blast + approvedBlast;
    }

    /** The part of it that was not approved. */
    long unapprovedBlast() {
        return blast;
    }

    /** Whether this agent never did this to this type until the last hour. */
    public boolean newAction() {
        return newAction;
    }

    /** Whether it never touched this environment until the last hour. */
    public boolean newEnvironment() {
        return newEnvironment;
    }

    /** Whether it removed a protection in the last hour. */
    public boolean guardRemovedBefore() {
        return guardRemovedBefore;
    }

    /** Whether its burst began at an hour at which its bursts hardly ever begin. */
    public boolean oddHour() {
        return oddHour;
    }
}
