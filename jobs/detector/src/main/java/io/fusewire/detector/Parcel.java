package io.fusewire.detector;

/**
 * Records of a replay on their way to the stage that takes them: written once where they leave,
 * read once where they are taken, and sorted in between without being understood.
 *
 * <p>Flink's sort looks at the first eight bytes of key and time stamp, and only if those are equal
 * at the records. So the key has four bytes, and of the stamp the first four tell times apart.
 *
 * @param key of the account or agent that they go to; two may have one key: see {@link NameByName}
 * @param timeMillis event time of the earliest, milliseconds since the epoch
 * @param content as {@link Parcels} writes it; nobody changes it
 */
record Parcel(int key, long timeMillis, byte[] content) {

    /**
     * A stamp of which the first four bytes count steps of two seconds, over 139 years each way.
     */
    private static final int STAMP_SHIFT = 21;

    private static final long STAMPED_MAX = Long.MAX_VALUE >> STAMP_SHIFT;

    /** What it is sorted by. */
    long stamp() {
        return stamp(timeMillis);
    }

    /** What a time is sorted by; grows with it. Of all times too far off it is the same. */
    static long stamp(long timeMillis) {
        return Math.max(-STAMPED_MAX, Math.min(STAMPED_MAX, timeMillis)) << STAMP_SHIFT;
    }
}
