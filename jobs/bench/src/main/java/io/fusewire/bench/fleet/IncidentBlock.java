package io.fusewire.bench.fleet;

import io.fusewire.bench.fleet.cloud.Account;
import io.fusewire.bench.fleet.cloud.Account.Use;
import io.fusewire.bench.fleet.cloud.Dice;
import io.fusewire.bench.fleet.incident.Plot;
import io.fusewire.bench.fleet.incident.Scene;
import io.fusewire.bench.fleet.life.Archetype;
import io.fusewire.bench.fleet.life.Archetypes;
import io.fusewire.bench.fleet.life.Estate;
import io.fusewire.bench.fleet.life.Staff;
import io.fusewire.bench.fleet.org.Member;
import io.fusewire.bench.fleet.org.Organisation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A small organisation in which one agent goes wrong. */
final class IncidentBlock implements Block {

    private static final int OTHER_AGENTS = 6;

    private final Plot plot;
    private final long seed;
    private final int historyDays;
    private final String id;
    private final String policy;
    private final List<Actor> actors;

    IncidentBlock(Plot plot, long seed, int historyDays) {
        this.plot = plot;
        this.seed = Dice.of(seed, plot.kind().name()).nextLong();
        this.historyDays = historyDays;
        this.id = plot.kind().name() + "/" + historyDays + "d/" + seed;
        Organisation organisation = organisation(record -> {});
        Cast cast = cast(organisation);
        this.policy = cast.staff.policy();
        this.actors = organisation.actors();
    }

    private record Cast(Staff staff, Member culprit, List<Member> accomplices) {}

    private Organisation organisation(Consumer<FleetRecord> out) {
        return new Organisation(seed, List.of(Use.PRODUCTION, Use.DEVELOPMENT), out);
    }

    private Cast cast(Organisation organisation) {
        Estate estate = new Estate(organisation);
        Staff staff = new Staff(organisation);
        for (Account account : organisation.accounts()) {
            estate.foundation(account);
            for (int i = 0; i < Organisation.APPLICATIONS; i++) {
                String group = organisation.names().application(i);
                estate.application(account, group);
                staff.application(account, group);
            }
            staff.services(account);
            staff.person(account.use());
            staff.person(account.use());
        }
        Dice dice = Dice.of(seed, "hiring");
        Member culprit = participant(staff, dice);
        List<Member> accomplices = new ArrayList<>();
        for (int i = 0; i < plot.accomplices(); i++) {
            accomplices.add(participant(staff, dice));
        }
        for (int i = 0; i < OTHER_AGENTS; i++) {
            staff.agent(dice.pick(Archetypes.ALL), 0);
        }
        return new Cast(staff, culprit, accomplices);
    }

    private Member participant(Staff staff, Dice dice) {
        Archetype archetype = Archetypes.named(dice.pick(plot.culprits()));
        return plot.isByNewcomers()
                ? staff.agent(archetype, historyDays, false)
                : staff.agent(archetype, 0);
    }

    @Override
    public String id() {
        return id;
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
        return historyDays + plot.days();
    }

    @Override
    public String incident() {
        return id;
    }

    @Override
    public void play(Consumer<FleetRecord> out) {
        Organisation organisation = organisation(out);
        Cast cast = cast(organisation);
        organisation.onDay(
                historyDays,
                day ->
                        plot.play(
                                new Scene(
                                        cast.culprit,
                                        cast.accomplices,
                                        day,
                                        Dice.of(seed, "incident"),
                                        id)));
        organisation.live(days());
    }
}
