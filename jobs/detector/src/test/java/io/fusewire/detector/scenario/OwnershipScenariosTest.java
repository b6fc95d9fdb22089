package io.fusewire.detector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.detection.Decision;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/**
 * Whose a thing is, and for how long (detector specification, gap G1). Ephemeral environments, the
 * twin that must not trip, are {@link OrdinaryWork#ephemeralEnvironments}.
 */
class OwnershipScenariosTest {

    private static final Aws AWS = new Aws(Place.AWS);
    private static final String ROLE = "OperatorRole";

    private static Caller application() {
        return Caller.role(Place.AWS, "ShopTask", "i-0abc1234567890def", Story.at(-Story.days(50)));
    }

    private static Caller builder(long since) {
        return Caller.role(Place.AWS, "agents/builder", "builder", Story.at(since));
    }

    private static Caller operator() {
        return Caller.person(Place.AWS, ROLE, Variant.PERSON, Story.at(-Story.days(3)));
    }

    private static Caller agentOfOperator() {
        return Caller.role(Place.AWS, ROLE, Variant.PERSON, Story.at(-600)).usingCliOf("AQ");
    }

    private static void destroyProduction(Story story, Caller agent) {
        story.tell(0, agent, AWS.deleteDatabase("shop"));
        story.tell(10, agent, AWS.deleteTable("orders"));
        story.tell(20, agent, AWS.deleteTable("customers"));
        story.tell(30, agent, AWS.deleteTable("invoices"));
    }

    private static void makeProduction(Story story, Caller maker, long at) {
        story.tell(at, maker, AWS.createDatabase("shop"));
        story.tell(at + 10, maker, AWS.createTable("orders"));
        story.tell(at + 20, maker, AWS.createTable("customers"));
        story.tell(at + 30, maker, AWS.createTable("invoices"));
    }

    private static void useProduction(Story story, long at) {
        story.tell(at, application(), AWS.describeDatabase("shop"));
        story.tell(at + 1, application(), AWS.describeTable("orders"));
        story.tell(at + 2, application(), AWS.describeTable("customers"));
        story.tell(at + 3, application(), AWS.describeTable("invoices"));
    }

    @ParameterizedTest
    @ValueSource(longs = {29, 45})
    void anAgentThatBuiltProductionAndDestroysItWhileOthersUseItTrips(long daysOld) {
        Story story = new Story("G1-used" + daysOld, Variant.POLICY);
        makeProduction(story, builder(-Story.days(daysOld) - 60), -Story.days(daysOld));
        useProduction(story, -Story.hours(3));
        destroyProduction(story, builder(-60));

        Decision trip = Judgement.of(story).trip();

        assertThat(trip.resourcesLost()).isLessThanOrEqualTo(2);
    }

    /** Agents tear down what they set up themselves: of that it takes more to trip. */
    @Test
    void whatItBuiltOnlyTwoDaysBeforeWeighsLessAndTripsAllTheSame() {
        Story story = new Story("G1-used-of-late", Variant.POLICY);
        makeProduction(story, builder(-Story.days(2) - 60), -Story.days(2));
        useProduction(story, -Story.hours(3));
        for (String table : List.of("carts", "sessions")) {
            story.tell(-Story.days(2), builder(-Story.days(2) - 60), AWS.createTable(table));
            story.tell(-Story.hours(3), application(), AWS.describeTable(table));
        }
        destroyProduction(story, builder(-60));
        story.tell(40, builder(-60), AWS.deleteTable("carts"));
        story.tell(50, builder(-60), AWS.deleteTable("sessions"));

        assertThat(Judgement.of(story).trip().resourcesLost()).isEqualTo(5);
    }

    @Test
    void whatAnAgentMadeLongAgoIsNoLongerItsOwnEvenIfNobodyShowsToUseIt() {
        Story story = new Story("G1-old", Variant.POLICY);
        makeProduction(story, builder(-Story.days(31) - 60), -Story.days(31));
        String deletion = story.tell(0, builder(-60), AWS.deleteDatabase("shop"));

        assertThat(Judgement.of(story).event(deletion).standings())
                .singleElement()
                .matches(standing -> standing.foreign() && standing.lapsed());
    }

    @Test
    void whatAnAgentMadeLatelyForItselfItMayTakeAway() {
        Story story = new Story("G1-own", Variant.POLICY);
        makeProduction(story, builder(-Story.days(29) - 60), -Story.days(29));
        destroyProduction(story, builder(-60));
        Judgement judgement = Judgement.of(story);

        assertThat(judgement.decisions).as(judgement.told()).isEmpty();
    }

    /** One role, one session name: a browser makes, an agent's command line takes away. */
    @Test
    void whatAPersonMadeByHandIsNotTheirAgents() {
        Story story = new Story("G1-by-hand", Variant.POLICY);
        makeProduction(story, operator(), -Story.days(2));
        useProduction(story, -Story.hours(3));
        destroyProduction(story, agentOfOperator());
        Judgement judgement = Judgement.of(story);

        Decision trip = judgement.trip();

        assertThat(trip.resourcesLost()).isLessThanOrEqualTo(2);
        assertThat(trip.explanation()).contains("made by a person");
    }

    @Test
    void whatAToolMadeInThePersonsNameAnotherToolMayTakeAway() {
        Story story = new Story("G1-by-tool", Variant.POLICY);
        makeProduction(story, operator().using(Caller.TERRAFORM), -Story.days(2));
        destroyProduction(story, agentOfOperator());
        makeProduction(story, agentOfOperator(), 600);
        for (String table : new String[] {"orders", "customers", "invoices"}) {
            story.tell(700, operator().using(Caller.TERRAFORM), AWS.deleteTable(table));
        }
        Judgement judgement = Judgement.of(story);

        assertThat(judgement.decisions).as(judgement.told()).isEmpty();
    }

    @Test
    void whatThePersonMadeByHandTheyMayTakeAwayWithAnyToolOfTheirs() {
        Story story = new Story("G1-own-hand", Variant.POLICY);
        makeProduction(story, operator(), -Story.days(2));
        String deletion =
                story.tell(0, operator().using(Caller.TERRAFORM), AWS.deleteTable("orders"));

        assertThat(Judgement.of(story).event(deletion).standings())
                .singleElement()
                .matches(standing -> !standing.foreign());
    }
}
