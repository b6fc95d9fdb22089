package io.fusewire.detector.scenario;

import io.fusewire.detector.scenario.Incidents.Incident;
import io.fusewire.detector.scenario.Story.Line;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Three accounts on a morning on which as much as possible is left open at one moment: an incident
 * under way, a stack half gone, an approval half used, a swarm, a trip that a person called
 * legitimate. {@link #before} that moment a savepoint is taken; {@link #after} it shows what was
 * remembered.
 */
public final class SavedStory {

    /** What holds all the time. */
    public static final String POLICY = Variant.POLICY.replace("mode: shadow", "mode: enforce");

    /** Tables that {@link #approval} names. */
    public static final int APPROVED_TABLES = 3;

    /** Services in use that an agent destroyed before the moment; after it it goes on. */
    public static final int SERVICES_BEFORE = 2;

    private static final int SERVICES = 30;

    /** The moment between, in seconds after the start: the stack has lost two resources. */
    private static final long MOMENT_SECONDS = 100;

    private static final Aws AWS = new Aws(Place.AWS);
    private static final int SWARM = 6;
    private static final String SIGNED_IN = "dana-of-the-console";

    private SavedStory() {}

    /** Event time of the moment between. */
    public static Instant moment() {
        return Story.START.plusSeconds(MOMENT_SECONDS);
    }

    /** Records of the time before, in order. */
    public static List<String> before() {
        return lines().stream()
                .filter(line -> line.seconds() <= MOMENT_SECONDS)
                .map(SavedStory::json)
                .toList();
    }

    /** Records of the time after, in order. */
    public static List<String> after() {
        return lines().stream()
                .filter(line -> line.seconds() > MOMENT_SECONDS)
                .map(SavedStory::json)
                .toList();
    }

    /** Says of whoever signed in to the console that he did. */
    private static String json(Line line) {
        return line.json().contains(SIGNED_IN)
                ? line.json()
                        .replace(
                                "\"eventType\":",
                                "\"sessionCredentialFromConsole\":\"true\",\"eventType\":")
                : line.json();
    }

    private static List<Line> lines() {
        List<Line> lines = new ArrayList<>(ownLines());
        Incident recreated = Incidents.deleteAndRecreate(Variant.AWS_MCP);
        recreated.story().lines().stream()
                .filter(line -> line.seconds() <= MOMENT_SECONDS)
                .forEach(lines::add);
        lines.addAll(Incidents.deleteStack(Variant.CHINA_USER_AGENT).story().lines());
        Incidents.terraformDestroyByAKnownRunner(Variant.CHINA_UNMARKED).story().lines().stream()
                .map(line -> new Line(line.seconds() - 600, line.eventId(), line.json()))
                .filter(line -> line.seconds() <= MOMENT_SECONDS)
                .forEach(lines::add);
        lines.sort(Comparator.comparingLong(Line::seconds));
        return lines;
    }

    private static List<Line> ownLines() {
        Story story = new Story("saved", POLICY);
        Caller monitor = Caller.role(Place.AWS, "Monitor", "monitor", Story.at(-Story.days(1)));
        for (int table = 0; table <= APPROVED_TABLES; table++) {
            story.tell(-3_600 + table, monitor, AWS.describeTable("approved-" + table));
        }
        for (int instance = 0; instance < 2 * SWARM; instance++) {
            story.tell(-3_500 + instance, monitor, AWS.describeInstance(Aws.id("i", instance)));
        }
        tellOfABuilder(story);
        tellOfARogue(story);
        tellOfAnUnlucky(story);
        tellOfAnAuditor(story);
        tellOfApprovedWork(story);
        tellOfASwarm(story);
        return story.lines();
    }

    /** Makes what is its own, and destroys one of it before the moment and one after it. */
    private static void tellOfABuilder(Story story) {
        Caller builder = agent("builder");
        Caller person = Caller.person(Place.AWS, "People", Variant.PERSON, Story.at(-7_200));
        story.tell(-3_000, builder, AWS.createTable("own-1"));
        story.tell(-2_990, builder, AWS.createTable("own-2"));
        story.tell(-2_980, person, AWS.createTable("persons"));
        story.tell(-2_970, person, AWS.describeTable("own-2"));
        story.tell(
                -2_960,
                Caller.person(Place.AWS, "People", SIGNED_IN, Story.at(-7_200)),
                AWS.describeTable("own-2"));
        story.tell(40, builder, AWS.deleteTable("own-1"));
        story.tell(200, builder, AWS.deleteTable("persons"));
        story.tell(210, builder, AWS.deleteTable("own-1"));
    }

    /** In an account of its own: too few services to trip, and after the moment more. */
    private static void tellOfARogue(Story story) {
        Place place = new Place("aws", "eu-central-1", "222233334444");
        Aws aws = new Aws(place);
        Caller monitor = Caller.role(place, "Monitor", "monitor", Story.at(-Story.days(1)));
        Caller rogue = Caller.role(place, "agents/rogue", "job-1", Story.at(-Story.days(1)));
        for (int service = 0; service < SERVICES; service++) {
            long at = service < SERVICES_BEFORE ? 90 + service : 180 + service;
            story.tell(-3_400 + service, monitor, aws.describeService("prod", "victim-" + service));
            story.tell(at, rogue, aws.deleteService("prod", "victim-" + service));
        }
    }

    /** Is denied what it tries. */
    private static void tellOfAnUnlucky(Story story) {
        Caller unlucky = agent("unlucky");
        for (int attempt = 0; attempt < 4; attempt++) {
            story.tell(50 + attempt, unlucky, AWS.deleteDatabase("denied-" + attempt).denied());
        }
    }

    /** Takes a guard away, and switches audit off. */
    private static void tellOfAnAuditor(Story story) {
        Caller auditor = agent("auditor");
        story.tell(55, auditor, AWS.unprotectDatabase("audited"));
        story.tell(60, auditor, AWS.stopLogging("trail"));
        story.tell(220, auditor, AWS.deleteTrail("trail"));
    }

    /** Deletes all but one of the tables that it may, and after the moment that one and another. */
    private static void tellOfApprovedWork(Story story) {
        Caller cleaner = agent("cleaner");
        for (int table = 0; table <= APPROVED_TABLES; table++) {
            long at = table < APPROVED_TABLES - 1 ? 70 + table : 230 + table;
            story.tell(at, cleaner, AWS.deleteTable("approved-" + table));
        }
    }

    /** Agents on one role, two instances each: the first before the moment, the other after it. */
    private static void tellOfASwarm(Story story) {
        for (int hand = 0; hand < SWARM; hand++) {
            Caller agent =
                    Caller.role(
                            Place.AWS,
                            "agents/swarm",
                            "hand-" + (char) ('g' + hand),
                            Story.at(-60));
            story.tell(80 + hand, agent, AWS.terminateInstances(List.of(Aws.id("i", hand))));
            story.tell(
                    240 + hand, agent, AWS.terminateInstances(List.of(Aws.id("i", SWARM + hand))));
        }
    }

    private static Caller agent(String name) {
        return Caller.role(Place.AWS, "agents/" + name, "job-1", Story.at(-Story.days(1)));
    }
}
