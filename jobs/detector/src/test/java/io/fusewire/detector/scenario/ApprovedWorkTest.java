package io.fusewire.detector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.Refusal;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.detector.scenario.Incidents.Incident;
import io.fusewire.policy.ControlMessageReader;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.Statement;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

/**
 * H5, the approved destroy: calls identical to S1, and an approval that is checked at each of them.
 * Six resources are destroyed, two of them after their protection was removed.
 */
class ApprovedWorkTest {

    private static final String TWO_OTHERS = "\"lee@example.com\",\"ann@example.com\"";
    private static final String ALL = "\"*\"";
    private static final String ALL_BUT_THE_DATABASE = "\"*prod*\",\"*checkout*\",\"orders\"";
    private static final int RESOURCES = 6;

    private static Judgement judge(
            Variant variant,
            int count,
            String agent,
            String resources,
            long expiry,
            String approvers) {
        Incident incident = Incidents.deleteAndRecreate(variant);
        return Judgement.inTotalOrder(
                incident.story().lines(),
                incident.story().policy(),
                control(
                        "{\"type\":\"approval\",\"id\":\"CHG-17\",\"agent\":\"%s\",\"effects\":[\"DESTROY\",\"PROTECTION_REMOVAL\"],\"resources\":[%s],\"count\":%d,\"at\":\"%s\",\"notBefore\":\"%s\",\"expiry\":\"%s\",\"ticket\":\"CHG-17\",\"approvers\":[%s]}"
                                .formatted(
                                        agent,
                                        resources,
                                        count,
                                        Story.at(-3_600),
                                        Story.at(0),
                                        Story.at(expiry),
                                        approvers)));
    }

    private static List<Statement> control(String line) {
        try {
            return ControlMessageReader.readLines(line, "control.jsonl");
        } catch (PolicyException e) {
            throw new AssertionError("the scenario's control file must be valid", e);
        }
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void whatTwoOthersApprovedForThisAgentTheseThingsAndThisTimeIsNoIncident(Variant variant) {
        Judgement judgement = judge(variant, RESOURCES, "*", ALL, 3_600, TWO_OTHERS);

        assertThat(judgement.decisions).as(judgement.told()).isEmpty();
        assertThat(judgement.refusals).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void oneResourceMoreTrips(Variant variant) {
        Decision trip =
                judge(variant, RESOURCES, "*", ALL_BUT_THE_DATABASE, 3_600, TWO_OTHERS).trip();

        assertThat(trip.resources())
                .as("the unapproved one alone")
                .extracting(ResourceRef::id)
                .containsExactly(Incidents.DATABASE);
        assertThat(trip.explanation()).contains("No approval covers it.");
    }

    /** What is used up covers nothing more: here a table in use, for which a person is paged. */
    @ParameterizedTest
    @EnumSource(Variant.class)
    void oneResourceMoreThanItCountsIsJudgedAsIfNothingWereApproved(Variant variant) {
        Judgement judgement = judge(variant, RESOURCES - 1, "*", ALL, 3_600, TWO_OTHERS);

        assertThat(judgement.decisions)
                .singleElement()
                .satisfies(
                        decision -> {
                            assertThat(decision.resources())
                                    .extracting(ResourceRef::id)
                                    .containsExactly(Incidents.TABLE);
                            assertThat(decision.explanation())
                                    .contains(
                                            "Approval CHG-17 did not count: it covers 5 resources"
                                                    + " and is used up.");
                        });
    }

    /** The window ends before the second minute, in which all is destroyed. */
    @ParameterizedTest
    @EnumSource(Variant.class)
    void oneMinuteLaterTrips(Variant variant) {
        Decision trip = judge(variant, RESOURCES, "*", ALL, 60, TWO_OTHERS).trip();

        assertThat(trip.resourcesLost()).isGreaterThanOrEqualTo(4);
        assertThat(trip.explanation())
                .contains("Approval CHG-17 did not count: it had expired at " + Story.at(60) + ".");
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void anApprovalForAnotherAgentTrips(Variant variant) {
        Judgement judgement = judge(variant, RESOURCES, "*:role/Other/*", ALL, 3_600, TWO_OTHERS);

        assertThat(judgement.trip().resourcesLost()).isGreaterThanOrEqualTo(4);
        assertThat(judgement.refusals).isEmpty();
    }

    /**
     * The person approves the request of the agent that works with her rights. An agent that bears
     * a name of its own is told from its operator by nothing in the record: there only the agent's
     * own name is refused.
     */
    @ParameterizedTest
    @CsvSource({
        "AWS_MCP,kim@example.com",
        "AWS_USER_AGENT,kim@example.com",
        "AWS_USER_AGENT,arn:aws:iam::111122223333:user/Kim@example.com",
        "CHINA_USER_AGENT,kim",
        "CHINA_SOURCE_IDENTITY,agent-kiro",
        "AWS_UNMARKED,kim-laptop"
    })
    void aSelfApprovalIsRefusedAndNamed(Variant variant, String self) {
        Judgement judgement =
                judge(variant, RESOURCES, "*", ALL, 3_600, "\"lee@example.com\",\"" + self + "\"");

        assertThat(judgement.trip().explanation())
                .contains("Approval CHG-17 did not count: a self-approval was refused (" + self);
        assertThat(judgement.refusals)
                .as("told once for each who would have used it")
                .allMatch(refusal -> refusal.what().equals("approval CHG-17"))
                .extracting(Refusal::agent)
                .doesNotHaveDuplicates()
                .contains(judgement.trip().agent());
    }
}
