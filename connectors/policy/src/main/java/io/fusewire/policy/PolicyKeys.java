package io.fusewire.policy;

import java.util.ArrayList;
import java.util.List;

/** The settings that a policy knows; {@code policy.schema.json} lists the same. */
final class PolicyKeys {

    static final String VERSION = "version";
    static final String MODE = "mode";
    static final String UNKNOWN = "unknown";
    static final String SHARED_SESSION = "sharedSession";
    static final String AGENTS = "agents";
    static final String HUMANS = "humans";
    static final String BREAK_GLASS = "breakGlass";
    static final String CLASSES = "classes";

    static final String DETECTOR = "detector";
    static final String AGENT_DAYS = "agentDaysPerFalseTrip";
    static final String WEIGHTS = "weights";
    static final String SWARMS = "swarms";
    static final String FREEZES = "freezes";
    static final String CONTAINMENT = "containment";

    static final String ROLE_ARN = "roleArn";
    static final String USER_ARN = "userArn";
    static final String SESSION_NAME = "sessionName";
    static final String SOURCE_IDENTITY = "sourceIdentity";
    static final String USER_AGENT = "userAgent";
    static final String ACCOUNT = "account";

    static final String CLASS = "class";
    static final String AGENT_ID = "agentId";

    static final String AUDIT_OFF = "auditOff";
    static final String BURST_CAP = "burstCap";
    static final String WEEK_CAP = "weekCap";
    static final String MONTH_CAP = "monthCap";
    static final String STRIKE_CAP = "strikeCap";

    static final String TYPES = "types";
    static final String GUARD_REMOVAL = "guardRemoval";

    static final String LADDER = "ladder";

    static final String ROLE_HOUR_CAP = "roleHourCap";
    static final String ROLE_DAY_CAP = "roleDayCap";
    static final String ENVIRONMENT_HOUR_CAP = "environmentHourCap";
    static final String ENVIRONMENT_DAY_CAP = "environmentDayCap";
    static final String AGENTS_MIN = "agentsMin";
    static final String NEWCOMERS_MIN = "newcomersMin";

    static final String FROM = "from";
    static final String TO = "to";
    static final String WEEKLY = "weekly";
    static final String REGION = "region";
    static final String ENVIRONMENT = "environment";

    static final List<String> POLICY =
            List.of(
                    VERSION,
                    MODE,
                    UNKNOWN,
                    SHARED_SESSION,
                    AGENTS,
                    HUMANS,
                    BREAK_GLASS,
                    CLASSES,
                    DETECTOR,
                    AGENT_DAYS,
                    WEIGHTS,
                    SWARMS,
                    FREEZES,
                    CONTAINMENT);
    static final List<String> MATCHER =
            List.of(ROLE_ARN, USER_ARN, SESSION_NAME, SOURCE_IDENTITY, USER_AGENT, ACCOUNT);
    static final List<String> AGENT_RULE = matcherAnd(CLASS, MODE, AGENT_ID);
    static final List<String> CAPS = List.of(BURST_CAP, WEEK_CAP, MONTH_CAP, STRIKE_CAP, AUDIT_OFF);

    static final List<String> HARM_WEIGHTS = List.of(TYPES, GUARD_REMOVAL, AUDIT_OFF);
    static final List<String> SWARM_LIMITS =
            List.of(
                    ROLE_HOUR_CAP,
                    ROLE_DAY_CAP,
                    ENVIRONMENT_HOUR_CAP,
                    ENVIRONMENT_DAY_CAP,
                    AGENTS_MIN,
                    NEWCOMERS_MIN);
    static final List<String> CONTAINMENT_SETTINGS = List.of(LADDER);
    static final List<String> FREEZE = List.of(FROM, TO, WEEKLY, ACCOUNT, REGION, ENVIRONMENT);

    private PolicyKeys() {}

    private static List<String> matcherAnd(String... more) {
        List<String> keys = new ArrayList<>(MATCHER);
        keys.addAll(List.of(more));
        return List.copyOf(keys);
    }
}
