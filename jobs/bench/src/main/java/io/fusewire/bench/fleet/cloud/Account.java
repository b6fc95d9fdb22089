package io.fusewire.bench.fleet.cloud;

/**
 * One account in one region: where calls go.
 *
 * @param id twelve digits
 * @param use what the account is for
 */
public record Account(String id, String partition, String region, Use use) {

    /** What an account is for. */
    public enum Use {
        PRODUCTION,
        STAGING,
        DEVELOPMENT,
        DATA
    }

    public String arn(String service, String rest) {
        return "arn:" + partition + ":" + service + ":" + region + ":" + id + ":" + rest;
    }

    /** ARN of something that lives in no region. */
    public String globalArn(String service, String rest) {
        return "arn:" + partition + ":" + service + "::" + id + ":" + rest;
    }

    /** What names of hosts end in. */
    public String domain() {
        return partition.equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
    }
}
