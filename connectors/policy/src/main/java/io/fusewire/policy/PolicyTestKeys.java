package io.fusewire.policy;

import java.util.List;

/**
 * The settings that a file of policy tests knows; {@code policy-test.schema.json} lists the same.
 */
final class PolicyTestKeys {

    static final String POLICY = "policy";
    static final String GIVEN = "given";
    static final String TESTS = "tests";

    static final String NAME = "name";
    static final String FILES = "files";
    static final String RECORDS = "records";
    static final String PRIORS = "priors";
    static final String CONTROL_FILE = "controlFile";
    static final String CONTROL = "control";
    static final String AGENT_DAYS = "agentDaysPerFalseTrip";
    static final String EXPECT = "expect";

    static final String AGENT = "agent";
    static final String DECISION = "decision";
    static final String AT = "at";
    static final String REASONS = "reasons";
    static final String LOST_AT_MOST = "lostAtMost";

    static final String REPEAT = "repeat";
    static final String EVERY_SECONDS = "everySeconds";

    static final List<String> FILE = List.of(POLICY, GIVEN, TESTS);
    static final List<String> TEST =
            List.of(NAME, FILES, RECORDS, GIVEN, PRIORS, CONTROL_FILE, CONTROL, AGENT_DAYS, EXPECT);
    static final List<String> EXPECTATION = List.of(AGENT, DECISION, AT, REASONS, LOST_AT_MOST);

    private PolicyTestKeys() {}
}
