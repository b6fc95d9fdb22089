package io.fusewire.bench.fleet.org;

import io.fusewire.bench.fleet.Actor;
import io.fusewire.bench.fleet.cloud.Account;

/** What a new member is given. */
public record Recruit(Organisation organisation, Actor actor, Account account, Badge badge) {}
