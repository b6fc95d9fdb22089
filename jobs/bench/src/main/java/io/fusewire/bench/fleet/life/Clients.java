package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Dice;

/** User agents as clients send them. */
final class Clients {

    private static final String CLI =
            "aws-cli/2.35.2 md/awscrt#0.29.1 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.13.4"
                    + " md/pyimpl#CPython";
    private static final String BOTO =
            "Boto3/1.40.21 md/Botocore#1.40.21 ua/2.1 os/linux#6.8.0 md/arch#x86_64"
                    + " lang/python#3.12.3 Botocore/1.40.21";
    private static final String SDK =
            "aws-sdk-go-v2/1.38.2 ua/2.1 os/linux lang/go#1.24.6 md/GOARCH#amd64";
    private static final String TERRAFORM =
            "APN/1.0 HashiCorp/1.0 Terraform/1.13.1 (+https://www.terraform.io)"
                    + " terraform-provider-aws/6.12.0 aws-sdk-go-v2/1.38.2";
    private static final String BROWSER =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/140.0.0.0 Safari/537.36";

    private Clients() {}

    static String browser() {
        return BROWSER;
    }

    static String terraform() {
        return TERRAFORM;
    }

    /** A client that says nothing of an agent behind it. */
    static String plain(Dice dice) {
        return dice.pick(CLI + " cfg/retry-mode#standard", BOTO, SDK);
    }

    /** A client that says which agent started it. */
    static String marked(Dice dice) {
        return dice.pick(
                CLI
                        + " cfg/retry-mode#standard m/b,Z,"
                        + dice.pick("AN", "AO", "AP", "AQ", "AW")
                        + ",E",
                CLI + " exec-env/AmazonQ-For-CLI-Version-1.19.2",
                "awslabs/mcp/AWS-API-MCP-server/1.3.1 " + BOTO);
    }
}
