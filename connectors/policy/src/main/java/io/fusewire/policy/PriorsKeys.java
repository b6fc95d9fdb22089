package io.fusewire.policy;

import java.util.List;

/** The settings of a priors file. */
final class PriorsKeys {

    static final String VERSION = "version";
    static final String SIGNED_BY = "signedBy";
    static final String FLEET = "fleet";
    static final String CLASSES = "classes";
    static final List<String> PRIORS = List.of(VERSION, SIGNED_BY, FLEET, CLASSES);

    static final String AGENTS = "agents";
    static final String AGENT_DAYS = "agentDays";
    static final String CORRECTION = "correction";
    static final String TAIL = "tail";
    static final String LADDERS = "ladders";
    static final String CAPS = "caps";
    static final String DESTROYERS = "destroyers";
    static final List<String> CLASS_PRIORS =
            List.of(AGENTS, AGENT_DAYS, CORRECTION, TAIL, LADDERS, CAPS, DESTROYERS);

    static final String PROBABILITY = "probability";
    static final String EXPONENT = "exponent";
    static final List<String> TAIL_KEYS = List.of(PROBABILITY, EXPONENT);

    static final String CLIMB = "climb";
    static final String PEERS = "peers";
    static final List<String> LADDER = List.of(CLIMB, PEERS);

    static final String BUDGET = "agentDaysPerFalseTrip";
    static final String DETECTOR = "detector";
    static final String BURST = "burst";
    static final String WEEK = "week";
    static final String MONTH = "month";
    static final String STRIKE = "strike";
    static final List<String> PROPOSED = List.of(BUDGET, DETECTOR, BURST, WEEK, MONTH, STRIKE);

    private PriorsKeys() {}
}
