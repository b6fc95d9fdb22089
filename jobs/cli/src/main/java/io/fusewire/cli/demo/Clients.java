package io.fusewire.cli.demo;

/** What clients say of themselves, in the forms that the tools really send. */
final class Clients {

    static final String BROWSER =
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/142.0.0.0 Safari/537.36";
    static final String TERRAFORM =
            "APN/1.0 HashiCorp/1.0 Terraform/1.13.4 (+https://www.terraform.io)"
                    + " terraform-provider-aws/6.18.0 (+https://registry.terraform.io/providers/hashicorp/aws)"
                    + " aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.24.8 md/GOOS#linux md/GOARCH#amd64"
                    + " api/ec2#1.254.1 m/g";
    static final String BOTO =
            "Boto3/1.40.55 md/Botocore#1.40.55 ua/2.1 os/linux#5.10.245 md/arch#x86_64"
                    + " lang/python#3.13.7 md/pyimpl#CPython m/Z,b,D exec-env/AWS_Lambda_python3.13"
                    + " cfg/retry-mode#legacy Botocore/1.40.55";
    static final String JAVA_SDK =
            "aws-sdk-java/2.37.3 md/io#sync md/http#Apache ua/2.1 api/DynamoDB#2.37.x"
                    + " os/Linux#5.10.245 lang/java#21.0.8 md/OpenJDK_64-Bit_Server_VM#21.0.8 md/vendor#Amazon.com_Inc."
                    + " md/en m/D,N,E";
    static final String GITHUB_ACTIONS =
            "aws-sdk-js/3.918.0 ua/2.1 os/linux#6.11.0-1018-azure lang/js md/nodejs#20.19.5 api/ecs#3.918.0"
                    + " m/E,N configure-aws-credentials-for-github-actions";

    private Clients() {}

    /**
     * AWS CLI v2.
     *
     * @param command as in {@code ecs.delete-service}
     * @param featureIds the unordered ids under {@code m/}; {@code AQ} is Kiro's, {@code AN} Claude
     *     Code's
     */
    static String cli(String command, String featureIds) {
        return "aws-cli/2.34.9 md/awscrt#0.31.2 ua/2.1 os/linux#6.8.0-79-generic md/arch#x86_64"
                + " lang/python#3.13.9 md/pyimpl#CPython m/"
                + featureIds
                + " cfg/retry-mode#standard md/installer#exe md/prompt#off md/command#"
                + command;
    }
}
