package io.fusewire.cli.demo;

/**
 * One region of one account.
 *
 * @param partition {@code aws} or {@code aws-cn}
 * @param account twelve digits, from the range that AWS keeps for documentation
 * @param region as in {@code awsRegion}
 * @param vpc id of the network that its resources stand in
 */
record Cloud(String partition, String account, String region, String vpc) {

    static Cloud of(String partition, String account, String region) {
        return new Cloud(partition, account, region, Ids.of(account + region).ec2("vpc"));
    }

    /** A regional ARN in this account. */
    String arn(String service, String resource) {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }

    /** An ARN of IAM or STS, which have no region. */
    String globalArn(String service, String resource) {
        return "arn:" + partition + ":" + service + "::" + account + ":" + resource;
    }

    /** Host of a service's endpoint in this region, as TLS details name it. */
    String endpoint(String service) {
        String suffix = partition.equals("aws-cn") ? ".amazonaws.com.cn" : ".amazonaws.com";
        return service + "." + region + suffix;
    }
}
