package io.fusewire.cli.demo;

import java.time.Instant;
import java.util.List;

/** A person at work in the console: looks a lot, changes a little. */
final class Person {

    private final Member member;
    private final Caller session;
    private final List<Call> looks;

    /**
     * @param session the console session
     * @param looks what the person opens
     */
    Person(Member member, Caller session, List<Call> looks) {
        this.member = member;
        this.session = session;
        this.looks = looks;
    }

    /** Works from one time to another. */
    void play(Instant from, Instant to) {
        Instant at = from;
        while (at.isBefore(to)) {
            Call look = looks.get(member.random().nextInt(looks.size()));
            member.call(at, session, look);
            at = at.plusSeconds(5 + member.random().nextInt(110));
        }
    }

    void does(Instant at, Call call) {
        member.call(at, session, call);
    }
}
