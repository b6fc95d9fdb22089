package io.fusewire.audit;

/**
 * Bounds of what a reader takes in. What exceeds one goes to the dead letter with the bound's name.
 *
 * @param recordBytes size of one record as it stands in its container; CloudTrail's own limit is
 *     256 KiB, EventBridge carries up to 1 MiB
 * @param nesting objects and arrays open at once, containers around the record included
 * @param stringChars length of one value inside a record
 * @param nameChars length of one field's name
 * @param envelopeBytes size of one container that has to be read as a whole: a wrapper of a shipper
 *     in a stream, a compressed payload ({@code awslogs.data}) once expanded. A {@code Records}
 *     array is not bound by it
 * @param envelopes containers around one record
 * @param deadLetterBytes of a record that could not be read, how many bytes are kept
 */
public record ReaderLimits(
        int recordBytes,
        int nesting,
        int stringChars,
        int nameChars,
        int envelopeBytes,
        int envelopes,
        int deadLetterBytes) {

    public static final ReaderLimits DEFAULT =
            new ReaderLimits(1 << 20, 64, 1 << 20, 1_000, 64 << 20, 8, 64 << 10);

    public ReaderLimits {
        atLeast("recordBytes", recordBytes, 64);
        atLeast("nesting", nesting, 4);
        atLeast("stringChars", stringChars, 16);
        atLeast("nameChars", nameChars, 64);
        atLeast("envelopeBytes", envelopeBytes, 64);
        atLeast("envelopes", envelopes, 1);
        atLeast("deadLetterBytes", deadLetterBytes, 0);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "reader limit " + name + " must be at least " + least + ", but was " + value);
        }
    }
}
