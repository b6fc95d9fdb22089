package io.fusewire.bench.fleet.org;

import io.fusewire.bench.fleet.Actor;
import io.fusewire.bench.fleet.cloud.Account;
import io.fusewire.bench.fleet.cloud.Caller;
import io.fusewire.bench.fleet.cloud.Dice;

/**
 * Somebody or something in an organisation that makes calls: an agent, a person, an application.
 */
public abstract class Member {

    private final Actor actor;
    private final Account account;
    private final Badge badge;
    private final Organisation organisation;
    private final Dice dice;
    private final Hands hands;
    private Caller caller;

    protected Member(Recruit recruit) {
        this.actor = recruit.actor();
        this.account = recruit.account();
        this.badge = recruit.badge();
        this.organisation = recruit.organisation();
        this.dice = Dice.of(organisation.seed(), "member " + actor.id());
        this.caller = badge.signIn(organisation.agenda().now(), dice);
        this.hands = new Hands(this);
    }

    /** Plans a day; called at its midnight, UTC. */
    public abstract void plan(Day day);

    public final Actor actor() {
        return actor;
    }

    public final Account account() {
        return account;
    }

    public final Organisation organisation() {
        return organisation;
    }

    public final Dice dice() {
        return dice;
    }

    public final Hands hands() {
        return hands;
    }

    public final Badge badge() {
        return badge;
    }

    /** Who it is to the cloud just now. */
    public final Caller caller() {
        return caller;
    }

    /** Begins a new session. */
    public final void signIn() {
        caller = badge.signIn(organisation.agenda().now(), dice);
    }

    /** Begins a new session under a name that its holder chose. */
    public final void signInAs(String sessionName) {
        caller = badge.named(sessionName).signIn(organisation.agenda().now(), dice);
    }

    /** Goes on as another caller. */
    public final void become(Caller other) {
        caller = other;
    }
}
