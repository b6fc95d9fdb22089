package io.fusewire.core.identity;

import org.jspecify.annotations.Nullable;

/** Finds the partition: from the caller's ARN, else from the region. */
final class Partitions {

    private static final String STANDARD = "aws";
    private static final String CHINA = "aws-cn";
    private static final String US_GOVERNMENT = "aws-us-gov";

    private Partitions() {}

    /** The partition; {@code aws} where neither tells. Unknown partitions and regions are legal. */
    static String of(@Nullable String arn, @Nullable String region) {
        if (arn != null && arn.startsWith("arn:")) {
            int end = arn.indexOf(':', 4);
            if (end > 4) {
                return named(arn, end);
            }
        }
        return ofRegion(region);
    }

    /** The names that matter come as constants, so that the common case allocates nothing. */
    private static String named(String arn, int end) {
        if (end == 4 + STANDARD.length() && arn.startsWith(STANDARD, 4)) {
            return STANDARD;
        }
        if (end == 4 + CHINA.length() && arn.startsWith(CHINA, 4)) {
            return CHINA;
        }
        if (end == 4 + US_GOVERNMENT.length() && arn.startsWith(US_GOVERNMENT, 4)) {
            return US_GOVERNMENT;
        }
        return arn.substring(4, end);
    }

    private static String ofRegion(@Nullable String region) {
        if (region == null) {
            return STANDARD;
        }
        if (region.startsWith("cn-")) {
            return CHINA;
        }
        if (region.startsWith("us-gov-")) {
            return US_GOVERNMENT;
        }
        if (region.startsWith("us-iso-")) {
            return "aws-iso";
        }
        if (region.startsWith("us-isob-")) {
            return "aws-iso-b";
        }
        if (region.startsWith("eusc-")) {
            return "aws-eusc";
        }
        return STANDARD;
    }
}
