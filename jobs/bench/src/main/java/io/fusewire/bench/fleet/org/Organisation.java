package io.fusewire.bench.fleet.org;

import io.fusewire.bench.fleet.Actor;
import io.fusewire.bench.fleet.FleetRecord;
import io.fusewire.bench.fleet.cloud.Account;
import io.fusewire.bench.fleet.cloud.Account.Use;
import io.fusewire.bench.fleet.cloud.Dice;
import io.fusewire.bench.fleet.cloud.Inventory;
import io.fusewire.bench.fleet.cloud.Resource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One organisation: accounts with resources, members who work in them, a calendar and a trail.
 *
 * <p>How a day goes: at its midnight every member plans acts; then all acts happen in the order of
 * time, each on the world as it is then. What an act writes arrives later, through {@link Trail}.
 */
public final class Organisation {

    /** Midnight at which every organisation's first day begins, a Monday. */
    public static final long START_MILLIS = Instant.parse("2026-02-02T00:00:00Z").toEpochMilli();

    /** Applications that each organisation runs. */
    public static final int APPLICATIONS = 6;

    private record Employment(Member member, int firstDay) {}

    private final long seed;
    private final Agenda agenda = new Agenda();
    private final Inventory inventory = new Inventory();
    private final Names names;
    private final Trail trail;
    private final Calendar calendar;
    private final List<Account> accounts = new ArrayList<>();
    private final List<Employment> staff = new ArrayList<>();
    private final Map<Integer, List<Consumer<Day>>> occasions = new HashMap<>();
    private final Map<Resource, List<Resource>> children = new HashMap<>();

    /**
     * @param seed of everything that is random
     * @param uses one account for each
     * @param out takes the records as they arrive
     */
    public Organisation(long seed, List<Use> uses, Consumer<FleetRecord> out) {
        this.seed = seed;
        Dice dice = Dice.of(seed, "organisation");
        boolean inChina = dice.chance(0.2);
        String partition = inChina ? "aws-cn" : "aws";
        String region =
                inChina
                        ? dice.pick("cn-north-1", "cn-northwest-1")
                        : dice.pick("eu-central-1", "us-east-1", "us-west-2", "ap-southeast-2");
        for (Use use : uses) {
            accounts.add(new Account(dice.digits(12), partition, region, use));
        }
        this.calendar = new Calendar(dice);
        this.trail =
                new Trail(
                        new Trail.Delivery(dice.chance(0.25), dice.chance(0.3)),
                        Dice.of(seed, "trail"),
                        out);
        this.names = new Names(Dice.of(seed, "names"));
        agenda.at(START_MILLIS, () -> {});
        agenda.step(Long.MAX_VALUE);
    }

    public long seed() {
        return seed;
    }

    public Agenda agenda() {
        return agenda;
    }

    public Inventory inventory() {
        return inventory;
    }

    public Names names() {
        return names;
    }

    Trail trail() {
        return trail;
    }

    public List<Account> accounts() {
        return accounts;
    }

    /** The account for a use, or the first one where the organisation has none for it. */
    public Account account(Use use) {
        return accounts.stream().filter(a -> a.use() == use).findFirst().orElse(accounts.get(0));
    }

    public boolean isInChina() {
        return accounts.get(0).partition().equals("aws-cn");
    }

    public Calendar calendar() {
        return calendar;
    }

    /** Takes on a member, who begins to work on a day. */
    public void hire(Member member, int firstDay) {
        staff.add(new Employment(member, firstDay));
    }

    public List<Member> members() {
        return staff.stream().map(Employment::member).toList();
    }

    public List<Actor> actors() {
        return staff.stream().map(employment -> employment.member().actor()).toList();
    }

    /** Lets something happen at the midnight that begins a day, after all members have planned. */
    public void onDay(int number, Consumer<Day> act) {
        occasions.computeIfAbsent(number, key -> new ArrayList<>()).add(act);
    }

    /** What a stack made and what of it still is, youngest first. */
    List<Resource> childrenOf(Resource stack) {
        List<Resource> living = new ArrayList<>();
        List<Resource> all = children.getOrDefault(stack, List.of());
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).isAlive()) {
                living.add(all.get(i));
            }
        }
        return living;
    }

    /** Puts a resource into a stack. */
    public void addChild(Resource stack, Resource child) {
        child.setStack(stack);
        children.computeIfAbsent(stack, key -> new ArrayList<>()).add(child);
    }

    /** Lives through some days and delivers everything. */
    public void live(int days) {
        for (int number = 0; number < days; number++) {
            Day day = calendar.day(number);
            for (Employment employment : staff) {
                if (employment.firstDay <= number) {
                    Member member = employment.member;
                    agenda.at(day.startMillis(), () -> member.plan(day));
                }
            }
            for (Consumer<Day> occasion : occasions.getOrDefault(number, List.of())) {
                agenda.at(day.startMillis(), () -> occasion.accept(day));
            }
            long end = day.startMillis() + Day.MILLIS;
            while (agenda.step(end)) {
                trail.deliverUntil(agenda.now());
            }
        }
        trail.deliverAll();
    }
}
