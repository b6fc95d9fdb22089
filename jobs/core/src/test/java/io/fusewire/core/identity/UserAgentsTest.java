package io.fusewire.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserAgentsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws-cli/2.33.0 ua/2.1 m/AQ|AQ",
                "aws-cli/2.33.0 m/E,AN,b exec-env/x|AN",
                "aws-cli/2.33.0 m/AX,AO|AX AO",
                "aws-cli/2.33.0 m/AO,AO m/AO|AO",
                "[aws-cli/2.33.0 m/b,AW]|AW",
                "aws-cli/2.33.0 m/ANX,XAN,an,A,N|''",
                "aws-cli/2.33.0 md/AN|''",
                "aws-cli/2.33.0 xm/AN|''",
                "aws-cli/2.33.0 exec-env/AmazonQ-For-CLI-Version-1.7.1|AmazonQ-For-CLI",
                "aws-sdk-js/3 AmazonQ-For-IDE/1.0|AmazonQ-For-IDE",
                "Botocore/1.40 awslabs/mcp/AWS-API-MCP-server/1.1|awslabs/mcp",
                "claude-code/2.0.13 (cli)|claude-code",
                "aws-mcp.amazonaws.com|aws-mcp.amazonaws.com",
                "my-claude-code/2|''",
                "aws-cli/2 app/AmazonQ-For-CLI|''",
                "m/|''",
                "''|''"
            })
    void findsTheMarksOfAgents(String userAgent, String marks) {
        assertThat(String.join(" ", UserAgents.marks(UserAgents.unbracketed(userAgent))))
                .isEqualTo(marks);
    }

    @Test
    void findsNoneWhereThereIsNoUserAgent() {
        assertThat(UserAgents.marks(null)).isEmpty();
        assertThat(UserAgents.isBrowser(null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (Macintosh)|true",
                "console.ec2.amazonaws.com|true",
                "console.amazonaws.com|true",
                "signin.amazonaws.com|true",
                "[S3Console/0.4, aws-internal/3]|true",
                "AWS Internal|false",
                "aws-cli/2.33.0|false",
                "cloudformation.amazonaws.com|false"
            })
    void knowsBrowsersAndFrontEndsOfTheConsole(String userAgent, boolean browser) {
        assertThat(UserAgents.isBrowser(UserAgents.unbracketed(userAgent))).isEqualTo(browser);
    }
}
