package io.fusewire.core.detection;

import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.baseline.LadderReading;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.policy.Caps;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;

/**
 * A decision in words, for a person at three in the morning: who, what was lost, which limit spoke,
 * what raised the harm, and what was done about it.
 *
 * <p>Names in a record are chosen by whoever makes the call, so control characters are replaced and
 * long names cut before they reach a page or a terminal.
 */
final class Explanation {

    static final String PROTECTION_THEN_DELETED = "pattern:protection-removed-then-deleted";
    static final String BLINDED_THEN_DELETED = "pattern:audit-blinded-then-deleted";
    static final String MANY_SESSIONS = "pattern:many-sessions-one-hand";

    private static final int HEAVIEST_NAMED = 3;
    private static final int NAME_LENGTH_MAX = 120;
    private static final long RECENT_MILLIS = Duration.ofHours(1).toMillis();

    private final AccountEvent event;
    private final AgentState state;
    private final Violation leading;
    private final List<Charge> charges;
    private final int lost;
    private final int lostEarlierInBurst;
    private final Caps caps;
    private final DecisionWriter.Ruling ruling;
    private final Harm harm;

    Explanation(
            AccountEvent event,
            AgentState state,
            Violation leading,
            List<Charge> charges,
            int lost,
            int lostEarlierInBurst,
            Caps caps,
            DecisionWriter.Ruling ruling,
            Harm harm) {
        this.event = event;
        this.state = state;
        this.leading = leading;
        this.charges = charges;
        this.lost = lost;
        this.lostEarlierInBurst = lostEarlierInBurst;
        this.caps = caps;
        this.ruling = ruling;
        this.harm = harm;
    }

    /** Names of recognised patterns. They explain; they carry no weight. */
    List<String> patterns() {
        List<String> patterns = new ArrayList<>();
        if (lost > 0 && removedGuardRecently()) {
            patterns.add(PROTECTION_THEN_DELETED);
        }
        if (lost > 0 && isRecent(state.lastAuditOffMillis)) {
            patterns.add(BLINDED_THEN_DELETED);
        }
        if (charges.stream().map(Charge::session).distinct().limit(3).count() > 2) {
            patterns.add(MANY_SESSIONS);
        }
        return patterns;
    }

    String text() {
        StringJoiner sentences = new StringJoiner(" ");
        sentences.add(who() + " " + what() + ".");
        sentences.add(rule());
        if (!charges.isEmpty()) {
            sentences.add(heaviest());
        }
        if (lostEarlierInBurst > 0) {
            sentences.add(
                    "Before that, in the same burst, it had destroyed "
                            + lostEarlierInBurst
                            + " more.");
        }
        if (lost > 0 && removedGuardRecently()) {
            sentences.add(
                    "It had removed "
                            + counted(state.guardRemovalsInBurst, "protection")
                            + " in the same burst, the last one "
                            + ago(state.lastGuardRemovalMillis)
                            + " before.");
        }
        if (harm.lost() > 0 && Fuse.destroysNewType(state, event)) {
            sentences.add(
                    "It had never destroyed "
                            + article(typeOfTrigger())
                            + " that was not its own.");
        }
        if (event.cascadeRoot() != null) {
            sentences.add(
                    event.cascadeGuessed()
                            ? "The last call is a cascade's child; which stack operation caused it is a guess among"
                                    + " several."
                            : "The last call is a cascade's child and charged to the session that set it off.");
        }
        if (event.sharedSession()) {
            sentences.add(
                    "Another caller, marked otherwise, works in this very session: a revocation hits"
                            + " both.");
        }
        sentences.add(done());
        return sentences.toString();
    }

    private String who() {
        String agentClass = event.chargedClass();
        return plain(event.chargedAgent())
                + " ("
                + kind()
                + (agentClass == null ? "" : ", class " + plain(agentClass))
                + ")";
    }

    private String kind() {
        return switch (event.chargedKind()) {
            case AGENT -> "an agent";
            case HUMAN -> "a person";
            case SERVICE -> "a service";
            case UNKNOWN -> "a principal that nothing tells";
        };
    }

    private String what() {
        AuditEvent audit = event.event();
        if (leading.reason().equals(Alarms.DENIED_PERSISTENT)) {
            return "was refused "
                    + state.denied
                    + " destructive calls within an hour, the last one "
                    + plain(audit.eventName())
                    + "; nothing was lost";
        }
        if (lost > 0) {
            return "destroyed "
                    + counted(lost, "resource")
                    + " that it had not made, in "
                    + place();
        }
        if (leading.reason().equals(Fuse.AUDIT_OFF)) {
            return "switched off audit with " + plain(audit.eventName()) + " in " + place();
        }
        return "took away protections that it had not set up, in " + place();
    }

    private String place() {
        AuditEvent audit = event.event();
        String region = audit.region().isEmpty() ? "" : " " + plain(audit.region());
        return "account " + plain(audit.account()) + region;
    }

    private String rule() {
        return switch (leading.reason()) {
            case Fuse.WEEK_CAP -> capSentence("7 days");
            case Fuse.MONTH_CAP -> capSentence("28 days");
            case Fuse.FIRST_STRIKE ->
                    "The harm of this one call is "
                            + figure(leading.score())
                            + "; "
                            + limit("first-strike limit")
                            + ".";
            case Fuse.IRREVERSIBLE_CALL ->
                    "This one call cannot be undone and took a store that others were using: harm "
                            + figure(leading.score())
                            + " where "
                            + figure(leading.limit())
                            + " is the limit for a principal so new.";
            case Fuse.AUDIT_OFF ->
                    "Nothing that it does afterwards can be relied upon to be recorded.";
            case Alarms.DENIED_PERSISTENT -> "Attempts are no damage, but they show intent.";
            case Alarms.FIRST_IRREVERSIBLE_LOSS ->
                    "It is the first of its type that this principal destroys and cannot be had back; its limits are"
                            + " not reached, so only a person can judge it.";
            default -> ladderSentence();
        };
    }

    /** Where the agent stands, where it ever stood, and what the odds are. */
    private String ladderSentence() {
        Ladder ladder = Ladder.ofReason(leading.reason());
        if (ladder == null) {
            return "The limit " + leading.reason() + " is broken.";
        }
        LadderReading reading = LadderReading.of(ladder, state.baseline.ladder(ladder));
        return (reading.pastEpisodes() == 0
                        ? "Of its " + episodes(ladder, 2) + " this is the first that is known; "
                        : "In "
                                + counted(reading.pastEpisodes(), episodes(ladder, 1))
                                + " before it never came past "
                                + extent(ladder, reading.highest())
                                + "; ")
                + "now it stands at "
                + extent(ladder, reading.sum())
                + ". By its own past and its peers' the odds of that are 1 in "
                + figure(reading.evidence())
                + "; all evidence together weighs "
                + figure(leading.score())
                + " agent-days, where "
                + figure(leading.limit())
                + " without a false alarm "
                + (ruling.from() == BreakerState.HALF_OPEN
                        ? "are the limit on probation."
                        : "are the limit.");
    }

    private static String episodes(Ladder ladder, int count) {
        String one =
                switch (ladder) {
                    case BURST_HARM, BURST_BLAST -> "burst";
                    case WEEK_HARM -> "active week";
                };
        return count == 1 ? one : one + "s";
    }

    /** The blast ladder's 200 · B is twice the percentage of the environment. */
    private static String extent(Ladder ladder, double sum) {
        return switch (ladder) {
            case BURST_HARM, WEEK_HARM -> "harm " + figure(sum);
            case BURST_BLAST -> figure(sum / 2) + " % of what is alive in the environment";
        };
    }

    private String capSentence(String window) {
        return "The harm of "
                + window
                + " is "
                + figure(leading.score())
                + "; "
                + limit("cap")
                + ".";
    }

    private String limit(String name) {
        String agentClass = event.chargedClass();
        return "the "
                + name
                + " is "
                + figure(leading.limit())
                + " ("
                + (agentClass == null ? "no class" : "class " + plain(agentClass))
                + (caps.unsigned() ? ", a shipped default that nobody has signed" : "")
                + (ruling.from() == BreakerState.HALF_OPEN ? ", a quarter of it on probation" : "")
                + ")";
    }

    private String heaviest() {
        StringJoiner named = new StringJoiner("; ", "Heaviest: ", ".");
        charges.stream()
                .sorted(
                        Comparator.comparingLong(Charge::micros)
                                .reversed()
                                .thenComparing(Charge::timeMillis)
                                .thenComparing(Charge::key))
                .limit(HEAVIEST_NAMED)
                .forEach(charge -> named.add(describe(charge)));
        return named.toString();
    }

    private static String describe(Charge charge) {
        StringJoiner raisedBy = new StringJoiner(", ");
        if (charge.liveness() == Liveness.LIVE) {
            raisedBy.add("in use by others");
        }
        if (charge.origin() == Origin.HUMAN) {
            raisedBy.add("made by a person");
        }
        if (charge.countUnknown()) {
            raisedBy.add("the record does not tell how many");
        }
        return plain(charge.eventName())
                + " "
                + plain(charge.id())
                + " (harm "
                + figure(charge.micros() / Harm.MICROS_PER_POINT)
                + (raisedBy.length() == 0 ? "" : ": " + raisedBy)
                + ")";
    }

    private String done() {
        if (ruling.type() == Decision.Type.ALERT) {
            return event.chargedBreakGlass()
                    ? "It is listed as break-glass, so nothing is revoked."
                    : event.chargedKind() == AgentKind.HUMAN
                                    || event.chargedKind() == AgentKind.SERVICE
                            ? "No breaker opens for "
                                    + kind()
                                    + ": this is a page and nothing is revoked."
                            : "This is a page: no breaker opens.";
        }
        return ruling.mode() == EnforcementMode.ENFORCE
                ? "Its breaker opens; only the sessions named here are revoked, and only a person closes it."
                : "Shadow mode: its breaker would have opened, nothing is revoked.";
    }

    private String typeOfTrigger() {
        return event.standings().get(0).resource().type();
    }

    private boolean removedGuardRecently() {
        return state.guardRemovalsInBurst > 0 && isRecent(state.lastGuardRemovalMillis);
    }

    private boolean isRecent(long timeMillis) {
        return timeMillis != AgentState.NEVER
                && Math.abs(event.event().eventTimeMillis() - timeMillis) <= RECENT_MILLIS;
    }

    private String ago(long timeMillis) {
        long seconds = Math.max(0, (event.event().eventTimeMillis() - timeMillis) / 1000);
        return seconds < 120
                ? counted((int) seconds, "second")
                : counted((int) (seconds / 60), "minute");
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String article(String type) {
        String name = plain(type);
        return ("AEIOU".indexOf(Character.toUpperCase(name.charAt(0))) >= 0 ? "an " : "a ") + name;
    }

    /** A number as a person reads it: four significant digits, no exponent. */
    static String figure(double value) {
        return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
    }

    /** A name that somebody else chose, made harmless for a line of text. */
    static String plain(String name) {
        StringBuilder plain = new StringBuilder(Math.min(name.length(), NAME_LENGTH_MAX) + 1);
        for (int i = 0; i < name.length() && i < NAME_LENGTH_MAX; i++) {
            char c = name.charAt(i);
            boolean bidi = (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
            plain.append(Character.isISOControl(c) || bidi ? '?' : c);
        }
        return name.length() > NAME_LENGTH_MAX ? plain.append('…').toString() : plain.toString();
    }
}
