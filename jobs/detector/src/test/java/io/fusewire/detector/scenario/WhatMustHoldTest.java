package io.fusewire.detector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.detection.Decision;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.inventory.AccountEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

/** What the detector promises of damage, cascades and sessions, on whole records. */
class WhatMustHoldTest {

    private static final Aws AWS = new Aws(Place.AWS);

    enum Unsuccessful {
        DENIED,
        THROTTLED,
        DRY_RUN,
        FAILED;

        Call of(Call call) {
            return switch (this) {
                case DENIED -> call.denied();
                case THROTTLED -> call.throttled();
                case DRY_RUN -> call.dryRun();
                case FAILED -> call.failing("Client.DependencyViolation");
            };
        }
    }

    private static Caller coder(String session) {
        return Caller.role(Place.AWS, "agents/fixer", session, Story.at(-60));
    }

    @ParameterizedTest
    @EnumSource(Unsuccessful.class)
    void aDeleteThatDoesNotSucceedIsNoDamage(Unsuccessful end) {
        Story story = new Story("unsuccessful" + end, Variant.POLICY);
        for (int i = 0; i < 15; i++) {
            story.tell(
                    i, coder("fixer"), end.of(AWS.terminateInstances(Aws.ids("i", 100 * i, 20))));
        }
        Judgement judgement = Judgement.of(story);

        assertThat(judgement.decisions).as(judgement.told()).isEmpty();
        assertThat(judgement.agents).hasSize(1);
        judgement
                .agents
                .values()
                .forEach(
                        agent -> {
                            assertThat(agent.agent().destroyedUnits).isZero();
                            assertThat(agent.agent().maxScore).isZero();
                            assertThat(agent.agent().destroyedTypes).isEmpty();
                        });
    }

    @Test
    void aBatchOfAThousandKeysCountsAThousand() {
        Story story = new Story("batch", Variant.POLICY);
        String id = story.tell(0, coder("fixer"), AWS.deleteObjects("invoices", 0, 1_000));
        Judgement judgement = Judgement.of(story);

        assertThat(judgement.event(id).event().units()).isEqualTo(1_000);
        assertThat(judgement.event(id).standings()).hasSize(1_000);
    }

    /** With a service role the children have another principal: the stack's name joins them. */
    @Test
    void aStacksChildrenUnderAServiceRoleAreChargedToTheCallerOnce() {
        Story story = new Story("service-role", Variant.POLICY);
        Caller agent = coder("fixer");
        Caller serviceRole =
                Caller.role(Place.AWS, "CfnExecution", "AWSCloudFormation", Story.at(-5))
                        .on("cloudformation.amazonaws.com");
        String root = story.tell(0, agent, AWS.deleteStack("shop"));
        List<String> children = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            children.add(
                    story.tell(
                            10 + i,
                            serviceRole,
                            AWS.deleteTable("shop-Table" + i + "-1ABCDEFGHIJKL")));
        }
        Judgement judgement = Judgement.of(story);

        for (String child : children) {
            AccountEvent event = judgement.event(child);
            assertThat(event.cascadeRoot()).isEqualTo(root);
            assertThat(event.cascadeGuessed()).isFalse();
            assertThat(event.chargedSession()).isEqualTo(judgement.event(root).chargedSession());
        }
        Decision trip = judgement.trip();
        assertThat(trip.agent()).isEqualTo(judgement.event(root).chargedAgent());
        assertThat(trip.score())
                .as("seven idle tables; the stack's own 10.5 points are covered by the first")
                .isBetween(64.0, 74.0);
    }

    @Test
    void aMarkedAgentAndAPersonOnOneRoleAreToldApartByTheirCalls() {
        Story story = new Story("two-sessions", Variant.POLICY);
        Caller person = Variant.AWS_USER_AGENT.person();
        Caller agent = Variant.AWS_USER_AGENT.agent();
        String personsCall = story.tell(0, person, AWS.createTable("hers"));
        String agentsCall = story.tell(1, agent, AWS.createTable("its"));
        Judgement judgement = Judgement.of(story);

        AccountEvent persons = judgement.event(personsCall);
        AccountEvent agents = judgement.event(agentsCall);
        assertThat(persons.chargedKind()).isEqualTo(AgentKind.HUMAN);
        assertThat(agents.chargedKind())
                .as("a marked agent on a person's session name")
                .isEqualTo(AgentKind.AGENT);
        assertThat(agents.chargedAgent()).isNotEqualTo(persons.chargedAgent());
        assertThat(agents.chargedSession()).isNotEqualTo(persons.chargedSession());
    }

    @Test
    void anMcpSessionWhoseKeyChangesWithEachCallStaysOne() {
        Story story = new Story("mcp-keys", Variant.POLICY);
        Caller mcp = Variant.AWS_MCP.agent();
        for (int i = 0; i < 200; i++) {
            String key = i % 10 == 0 ? null : "ASIA" + (10_000_000_000_000_000L + i);
            story.tell(i, mcp.withKey(key), AWS.describeTable("orders"));
        }
        String persons = story.tell(300, Variant.AWS_MCP.person(), AWS.describeTable("orders"));
        Judgement judgement = Judgement.of(story);

        String agent = judgement.events.values().iterator().next().chargedAgent();
        assertThat(judgement.agent(agent).events).isEqualTo(200);
        assertThat(judgement.agent(agent).sessions).isEqualTo(1);
        assertThat(judgement.event(persons).chargedAgent()).isNotEqualTo(agent);
        assertThat(judgement.event(persons).chargedSession()).doesNotContain("signin");
    }
}
