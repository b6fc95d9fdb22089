package io.fusewire.detector.scenario;

import io.fusewire.core.event.AgentKind;

/**
 * Where an incident happens, and what gives the agent away: each incident runs in all of them. The
 * managed MCP servers do not exist in China's partition.
 */
enum Variant {
    AWS_MCP(Place.AWS),
    AWS_USER_AGENT(Place.AWS),
    AWS_UNMARKED(Place.AWS),
    CHINA_USER_AGENT(Place.CHINA),
    CHINA_SOURCE_IDENTITY(Place.CHINA),
    CHINA_UNMARKED(Place.CHINA);

    /** What a platform team would write: its people, its agents, and the classes of these. */
    static final String POLICY =
            """
            version: 1
            mode: shadow
            agents:
              - sourceIdentity: "agent-*"
                class: coder
              - userAgent: "*app/acme-coder*"
                class: coder
              - roleArn: "arn:*:iam::*:role/agents/*"
                class: coder
              - roleArn: "arn:*:iam::*:role/TerraformRunner"
                class: terraform
              - roleArn: "arn:*:iam::*:role/NightlyTeardown"
                class: nightly-teardown
              - roleArn: "arn:*:iam::*:role/PreviewEnvironments"
                class: deploy-bot
            humans:
              - sessionName: "*@example.com"
              - userArn: "arn:*:iam::*:user/people/*"
            """;

    static final String PERSON = "kim@example.com";
    private static final String ROLE = "OperatorRole";

    private final Place place;

    Variant(Place place) {
        this.place = place;
    }

    Place place() {
        return place;
    }

    /** The person whose role the agent uses, in a session of her own from the same morning. */
    Caller person() {
        return Caller.person(place, ROLE, PERSON, Story.at(-7_200));
    }

    /** The agent on that person's role, with the command line or an SDK. */
    Caller agent() {
        return switch (this) {
            // Signed in as the person: same session of the role, same creation date.
            case AWS_MCP -> Caller.role(place, ROLE, PERSON, Story.at(-7_200)).viaMcp("kim-kiro-1");
            case AWS_USER_AGENT, CHINA_USER_AGENT ->
                    Caller.role(place, ROLE, PERSON, Story.at(-600)).usingCliOf("AQ");
            case CHINA_SOURCE_IDENTITY ->
                    Caller.role(place, ROLE, "kiro-17", Story.at(-600))
                            .withSourceIdentity("agent-kiro");
            case AWS_UNMARKED, CHINA_UNMARKED ->
                    Caller.role(place, ROLE, "kim-laptop", Story.at(-600));
        };
    }

    /** The same agent driving Terraform, which tells nothing unless somebody appends a name. */
    Caller terraform() {
        return switch (this) {
            case AWS_MCP -> agent();
            case AWS_USER_AGENT, CHINA_USER_AGENT ->
                    agent().using(Caller.TERRAFORM + " app/acme-coder");
            case CHINA_SOURCE_IDENTITY, AWS_UNMARKED, CHINA_UNMARKED ->
                    agent().using(Caller.TERRAFORM);
        };
    }

    AgentKind kind() {
        return switch (this) {
            case AWS_MCP, AWS_USER_AGENT, CHINA_USER_AGENT, CHINA_SOURCE_IDENTITY ->
                    AgentKind.AGENT;
            case AWS_UNMARKED, CHINA_UNMARKED -> AgentKind.UNKNOWN;
        };
    }
}
