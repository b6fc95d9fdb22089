package io.fusewire.bench.fleet;

import io.fusewire.bench.fleet.cloud.Account;
import io.fusewire.bench.fleet.cloud.Account.Use;
import io.fusewire.bench.fleet.cloud.Dice;
import io.fusewire.bench.fleet.life.Archetype;
import io.fusewire.bench.fleet.life.Archetypes;
import io.fusewire.bench.fleet.life.Estate;
import io.fusewire.bench.fleet.life.Staff;
import io.fusewire.bench.fleet.org.Organisation;

import java.util.List;
import java.util.function.Consumer;

/** An organisation with at least one agent of each archetype, and no incident. */
final class BenignBlock implements Block {

    private static final int AGENTS = 24;

    /** Share of agents that are not there from the beginning. */
    private static final double LATE = 0.25;

    private final long seed;
    private final int days;
    private final String policy;
    private final List<Actor> actors;

    BenignBlock(long seed, int days) {
        this.seed = seed;
        this.days = days;
        Organisation organisation = organisation(record -> {});
        this.policy = staff(organisation).policy();
        this.actors = organisation.actors();
    }

    private Organisation organisation(Consumer<FleetRecord> out) {
        return new Organisation(seed, List.of(Use.values()), out);
    }

    private Staff staff(Organisation organisation) {
        Estate estate = new Estate(organisation);
        Staff staff = new Staff(organisation);
        for (Account account : organisation.accounts()) {
            estate.foundation(account);
            for (int i = 0; i < Organisation.APPLICATIONS; i++) {
                String group = organisation.names().application(i);
                estate.application(account, group);
                if (account.use() == Use.PRODUCTION || account.use() == Use.STAGING) {
                    staff.application(account, group);
                }
            }
            staff.services(account);
            staff.person(account.use());
            staff.person(account.use());
        }
        Dice dice = Dice.of(seed, "hiring");
        for (int i = 0; i < Math.max(AGENTS, Archetypes.ALL.size()); i++) {
            Archetype archetype =
                    i < Archetypes.ALL.size() ? Archetypes.ALL.get(i) : dice.pick(Archetypes.ALL);
            staff.agent(archetype, dice.chance(LATE) ? dice.between(0, days - 1) : 0);
        }
        return staff;
    }

    @Override
    public String id() {
        return "benign/" + seed;
    }

    @Override
    public String policy() {
        return policy;
    }

    @Override
    public List<Actor> actors() {
        return actors;
    }

    @Override
    public int days() {
        return days;
    }

    @Override
    public String incident() {
        return "";
    }

    @Override
    public void play(Consumer<FleetRecord> out) {
        Organisation organisation = organisation(out);
        staff(organisation);
        organisation.live(days);
    }
}
