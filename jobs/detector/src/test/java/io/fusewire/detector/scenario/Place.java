package io.fusewire.detector.scenario;

/** A partition, a region in it and an account. */
record Place(String partition, String region, String account) {

    static final Place AWS = new Place("aws", "eu-central-1", "111122223333");
    static final Place CHINA = new Place("aws-cn", "cn-north-1", "444455556666");

    String arn(String service, String resource) {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }

    String roleArn(String pathAndName) {
        return "arn:" + partition + ":iam::" + account + ":role/" + pathAndName;
    }
}
