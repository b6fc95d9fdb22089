package io.fusewire.actions.aws;

import software.amazon.awssdk.regions.Region;

import java.util.Arrays;
import java.util.Optional;

/** A partition of AWS, with the regions that the SDK asks for what the whole partition shares. */
public enum AwsPartition {
    AWS("aws", Region.AWS_GLOBAL, Region.US_EAST_1),
    CHINA("aws-cn", Region.AWS_CN_GLOBAL, Region.CN_NORTH_1),
    US_GOV("aws-us-gov", Region.AWS_US_GOV_GLOBAL, Region.US_GOV_WEST_1);

    private final String id;
    private final Region iamRegion;
    private final Region stsRegion;

    AwsPartition(String id, Region iamRegion, Region stsRegion) {
        this.id = id;
        this.iamRegion = iamRegion;
        this.stsRegion = stsRegion;
    }

    /** The partition that ARNs call so; empty if it is not known. */
    public static Optional<AwsPartition> of(String id) {
        return Arrays.stream(values()).filter(known -> known.id.equals(id)).findFirst();
    }

    /** Where IAM and Organizations are, with one endpoint each for each partition. */
    public Region iamRegion() {
        return iamRegion;
    }

    /** Where STS is asked if nobody says otherwise. */
    public Region stsRegion() {
        return stsRegion;
    }
}
