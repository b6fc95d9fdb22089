package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Account.Use;
import io.fusewire.bench.fleet.org.Member;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.List;
import java.util.function.Function;

/**
 * A kind of benign agent.
 *
 * @param name also the class that a policy gives it
 * @param unseen whether it is kept from every tuning
 * @param where accounts that it may work in
 * @param sharesRole whether it tends to work under the role of the people it helps
 * @param work makes one of its kind
 */
public record Archetype(
        String name,
        boolean unseen,
        List<Use> where,
        boolean sharesRole,
        Function<Recruit, Member> work) {}
