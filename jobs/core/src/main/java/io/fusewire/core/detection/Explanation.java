package io.fusewire.core.detection;

import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.baseline.LadderReading;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.baseline.Repertoire;
import io.fusewire.core.baseline.UseShare;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.core.inventory.SwarmFinding;
import io.fusewire.core.policy.Caps;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;

/**
 * A decision in words, for a person at three in the morning: who, what was lost, which limit spoke,
 * how that compares with what this agent and its peers ever did, what makes it worse, the pattern
 * that it follows, and what was done about it.
 *
 * <p>Names in a record are chosen by whoever makes the call, so control characters are replaced and
 * long names cut before they reach a page or a terminal.
 */
final class Explanation {

    /**
     * What is explained.
     *
     * @param event the deciding record
     * @param state of the agent, the event included
     * @param violations the rules that spoke, the leading one first
     * @param charges of the leading rule's window, in order of time; none where nothing was lost
     * @param lost resources lost in that window, those without a charge of their own included
     * @param lostEarlierInBurst lost before that window began, in the burst that is going on
     * @param ladders where the agent stands, by {@link Ladder}
     * @param repertoire what its peers destroy
     * @param patterns that were recognised
     */
    record Case(
            AccountEvent event,
            AgentState state,
            List<Violation> violations,
            List<Charge> charges,
            int lost,
            int lostEarlierInBurst,
            List<LadderReading> ladders,
            Repertoire repertoire,
            List<Patterns.Recognised> patterns,
            Caps caps,
            DecisionWriter.Ruling ruling,
            Harm harm) {}

    private static final int HEAVIEST_NAMED = 3;

    /** What two of five agents of a class destroy is worth no word. */
    private static final double RARE = 2;

    private final Case known;
    private final AccountEvent event;
    private final Violation leading;

    private Explanation(Case known) {
        this.known = known;
        this.event = known.event();
        this.leading = known.violations().get(0);
    }

    /** One paragraph. */
    static String of(Case known) {
        return new Explanation(known).text();
    }

    private String text() {
        StringJoiner sentences = new StringJoiner(" ");
        sentences.add(who() + " " + what() + ".");
        sentences.add(rule());
        addOtherRules(sentences);
        addOwnPast(sentences);
        if (!known.charges().isEmpty()) {
            sentences.add(heaviest());
            addUse(sentences);
            addRarity(sentences);
        }
        if (known.lostEarlierInBurst() > 0) {
            sentences.add(
                    "Before that, in the same burst, it had destroyed "
                            + Words.figure(known.lostEarlierInBurst())
                            + " more.");
        }
        addNovelty(sentences);
        known.patterns().forEach(pattern -> sentences.add(pattern.sentence()));
        addApproval(sentences);
        addCaveats(sentences);
        sentences.add(done());
        return sentences.toString();
    }

    private String who() {
        String agentClass = event.chargedClass();
        return Words.plain(event.chargedAgent())
                + " ("
                + kind()
                + (agentClass == null ? "" : ", class " + Words.plain(agentClass))
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
                    + Words.counted(known.state().denied, "destructive call")
                    + " within an hour, the last one "
                    + Words.plain(audit.eventName())
                    + "; nothing was lost";
        }
        if (known.lost() > 0) {
            return "destroyed "
                    + Words.counted(known.lost(), "resource")
                    + " that it had not made,"
                    + span()
                    + " in "
                    + place();
        }
        if (leading.reason().equals(Fuse.AUDIT_OFF)) {
            return "switched off audit with " + Words.plain(audit.eventName()) + " in " + place();
        }
        return "took away protections that it had not set up, in " + place();
    }

    /** How long the losses took; nothing where there is one only. */
    private String span() {
        List<Charge> lost = known.charges().stream().filter(Charge::lost).toList();
        if (lost.size() < 2) {
            return "";
        }
        long millis = lost.get(lost.size() - 1).timeMillis() - lost.get(0).timeMillis();
        return " within " + Words.duration(Math.max(1_000, millis)) + ",";
    }

    private String place() {
        AuditEvent audit = event.event();
        String region = audit.region().isEmpty() ? "" : " " + Words.plain(audit.region());
        return "account " + Words.plain(audit.account()) + region;
    }

    private String rule() {
        return switch (leading.reason()) {
            case Fuse.BURST_CAP -> capSentence("weighed harm of this burst");
            case Fuse.WEEK_CAP -> capSentence("harm of 7 days");
            case Fuse.MONTH_CAP -> capSentence("harm of 28 days");
            case Fuse.FIRST_STRIKE ->
                    "The harm of this one call is "
                            + Words.figure(leading.score())
                            + "; "
                            + limit("first-strike limit")
                            + ".";
            case Fuse.IRREVERSIBLE_CALL ->
                    "This one call cannot be undone and took a store that others were using: harm "
                            + Words.figure(leading.score())
                            + " where "
                            + Words.figure(leading.limit())
                            + " is the limit for a principal so new.";
            case UseShare.REASON -> useSentence();
            case SwarmRule.ROLE, SwarmRule.ENVIRONMENT -> swarmSentence();
            case SwarmRule.NEWCOMERS -> newcomersSentence();
            case Fuse.AUDIT_OFF, Alarms.AUDIT_OFF ->
                    "Nothing that it does afterwards can be relied upon to be recorded.";
            case Alarms.DENIED_PERSISTENT -> "Attempts are no damage, but they show intent.";
            case Alarms.FIRST_IRREVERSIBLE_LOSS ->
                    "It is the first of its type that this principal destroys and cannot be had back; its limits are"
                            + " not reached, so only a person can judge it.";
            default -> ladderSentence();
        };
    }

    private String useSentence() {
        UseShare share = known.state().baseline.useShare;
        double before = share.usedBefore / (share.usedBefore + share.idleBefore);
        return "Of "
                + Words.counted(share.used + share.idle, "resource")
                + " in this burst that could be seen to be in use or idle, others were using "
                + Words.figure(share.used)
                + "; in "
                + Words.counted(share.bursts, "burst")
                + " before it was "
                + Words.figure(Math.round(100 * before))
                + " %. An agent as careful as ever comes so far about once in "
                + Words.counted(Math.round(leading.score()), "day")
                + "; once in "
                + Words.figure(leading.limit())
                + " is the limit"
                + (onProbation() ? " on probation." : ".");
    }

    private String swarmSentence() {
        SwarmFinding swarm = event.swarm();
        if (swarm == null) {
            return ladderSentence();
        }
        return "The "
                + Words.counted(swarm.agents(), "agent")
                + (swarm.scope() == SwarmFinding.Scope.ROLE ? " on role " : " in environment ")
                + Words.plain(swarm.name())
                + " that had part in it did harm of "
                + Words.figure(swarm.points())
                + " together within "
                + Words.duration(swarm.untilMillis() - swarm.sinceMillis())
                + " from "
                + Instant.ofEpochMilli(swarm.sinceMillis())
                + " on; "
                + Words.figure(swarm.limit())
                + " is the limit for many"
                + (swarm.unsigned() ? ", a shipped default that nobody has signed" : "")
                + ", and of one agent no more counts than its part of it.";
    }

    private String newcomersSentence() {
        SwarmFinding swarm = event.swarm();
        if (swarm == null) {
            return ladderSentence();
        }
        return Words.counted(swarm.agents(), "agent")
                + " not known to do harm in account "
                + Words.plain(swarm.name())
                + " began to within the "
                + Words.duration(swarm.untilMillis() - swarm.sinceMillis())
                + " from "
                + Instant.ofEpochMilli(swarm.sinceMillis())
                + " on; "
                + Words.figure(swarm.limit())
                + " that begin together are a swarm"
                + (swarm.unsigned() ? ", by a shipped default that nobody has signed" : "")
                + ".";
    }

    private String capSentence(String sum) {
        return "The " + sum + " is " + Words.figure(leading.score()) + "; " + limit("cap") + ".";
    }

    private String limit(String name) {
        return "the "
                + name
                + " is "
                + Words.figure(leading.limit())
                + " ("
                + (isOwnCap() ? "this agent's own, raised by a person's verdict" : capOfClass())
                + (onProbation() ? ", a quarter of it on probation" : "")
                + ")";
    }

    private String capOfClass() {
        String agentClass = event.chargedClass();
        return (agentClass == null ? noClass() : "class " + Words.plain(agentClass))
                + (known.caps().unsigned() ? ", a shipped default that nobody has signed" : "");
    }

    private String noClass() {
        String like = known.ruling().likeClass();
        return like == null
                ? "no class"
                : "no class, but like class " + Words.plain(like) + " by what it destroyed before";
    }

    private boolean isOwnCap() {
        return switch (leading.reason()) {
            case Fuse.BURST_CAP -> known.state().ownCaps.burst == known.caps().burst();
            case Fuse.WEEK_CAP -> known.state().ownCaps.week == known.caps().week();
            case Fuse.MONTH_CAP -> known.state().ownCaps.month == known.caps().month();
            case Fuse.FIRST_STRIKE -> known.state().ownCaps.strike == known.caps().strike();
            default -> false;
        };
    }

    private boolean peersAreSimulated() {
        String earlier = known.ruling().earlierPriorsId();
        return Priors.SHIPPED.equals(earlier == null ? known.ruling().priorsId() : earlier);
    }

    private boolean onProbation() {
        return known.ruling().from() == BreakerState.HALF_OPEN;
    }

    private String ladderSentence() {
        Ladder ladder = Ladder.ofReason(leading.reason());
        if (ladder == null) {
            return "The limit " + leading.reason() + " is broken.";
        }
        return OwnPast.compared(known.ladders().get(ladder.ordinal()), peersAreSimulated())
                + " All ladders together say that an agent like this comes so far about once in "
                + Words.counted(Math.round(leading.score()), "day")
                + "; once in "
                + Words.figure(leading.limit())
                + " is the limit"
                + (onProbation() ? " on probation." : ".");
    }

    private void addOtherRules(StringJoiner sentences) {
        StringJoiner others = new StringJoiner(", ");
        for (Violation other : known.violations().subList(1, known.violations().size())) {
            others.add(
                    nameOf(other.reason())
                            + " ("
                            + Words.figure(other.score())
                            + " of "
                            + Words.figure(other.limit())
                            + ")");
        }
        if (others.length() > 0) {
            sentences.add("Also over: " + others + ".");
        }
    }

    private static String nameOf(String reason) {
        return switch (reason) {
            case Fuse.BURST_CAP -> "the cap of a burst";
            case Fuse.WEEK_CAP -> "the cap of 7 days";
            case Fuse.MONTH_CAP -> "the cap of 28 days";
            case Fuse.FIRST_STRIKE -> "the first-strike limit";
            case Fuse.IRREVERSIBLE_CALL -> "the limit for one call that cannot be undone";
            case Fuse.AUDIT_OFF, Alarms.AUDIT_OFF -> "audit switched off";
            case UseShare.REASON -> "the odds of taking so much that others use";
            case SwarmRule.ROLE -> "the limit for many agents of one role";
            case SwarmRule.ENVIRONMENT -> "the limit for many agents in one environment";
            default -> "the " + reason + " ladder";
        };
    }

    /** A limit that does not learn says nothing of the agent; its own past may. */
    private void addOwnPast(StringJoiner sentences) {
        if (Ladder.ofReason(leading.reason()) != null || known.lost() == 0) {
            return;
        }
        known.ladders().stream()
                .filter(reading -> reading.pastEpisodes() > 0 && reading.sum() > 0)
                .max(Comparator.comparingDouble(LadderReading::evidence))
                .ifPresent(
                        reading -> sentences.add(OwnPast.compared(reading, peersAreSimulated())));
    }

    private String heaviest() {
        StringJoiner named = new StringJoiner("; ", "Heaviest: ", ".");
        known.charges().stream()
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
        return Words.plain(charge.eventName())
                + " "
                + Words.plain(charge.id())
                + " (harm "
                + Words.figure(charge.micros() / Harm.MICROS_PER_POINT)
                + (raisedBy.length() == 0 ? "" : ": " + raisedBy)
                + ")";
    }

    /** Where the heaviest are not all, how many of all were in use. */
    private void addUse(StringJoiner sentences) {
        List<Charge> lost = known.charges().stream().filter(Charge::lost).toList();
        long live = lost.stream().filter(each -> each.liveness() == Liveness.LIVE).count();
        if (lost.size() <= HEAVIEST_NAMED || live == 0) {
            return;
        }
        sentences.add(
                (live == lost.size() ? "All " : Words.figure(live) + " of the ")
                        + Words.figure(lost.size())
                        + " were in use by others.");
    }

    /** Of the types that it destroyed, the one that the fewest of its peers do. */
    private void addRarity(StringJoiner sentences) {
        Repertoire peers = known.repertoire();
        known.charges().stream()
                .filter(charge -> charge.lost() && !charge.type().isEmpty())
                .map(Charge::type)
                .max(
                        Comparator.comparingDouble(peers::rarity)
                                .thenComparing(Comparator.reverseOrder()))
                .filter(type -> peers.rarity(type) >= RARE)
                .ifPresent(
                        type -> {
                            int destroyers = peers.destroyersOf(type);
                            sentences.add(
                                    (destroyers == 0 ? "None" : Words.figure(destroyers))
                                            + " of "
                                            + Words.counted(
                                                    peers.agents(),
                                                    peersAreSimulated()
                                                            ? "simulated agent"
                                                            : "agent")
                                            + (known.ruling().likeClass() == null
                                                    ? " of its class"
                                                    : " of the class that it is like")
                                            + " ever destroyed "
                                            + Words.article(type)
                                            + " of others.");
                        });
    }

    private void addNovelty(StringJoiner sentences) {
        Harm harm = known.harm();
        List<String> news = new ArrayList<>();
        if (harm.newEnvironment()) {
            news.add("working in this environment");
        }
        String newType = harm.lost() > 0 ? newType() : null;
        if (newType != null) {
            news.add("destroying " + Words.article(newType) + " that is not its own");
        } else if (harm.newAction()) {
            news.add("the call " + Words.plain(event.event().eventName()));
        }
        if (harm.oddHour()) {
            news.add("starting at this hour");
        }
        if (!news.isEmpty()) {
            sentences.add("New for it: " + String.join(", ", news) + ".");
        }
    }

    private void addApproval(StringJoiner sentences) {
        AgentState.ApprovalUse refused = refusedApproval();
        if (refused != null) {
            sentences.add(
                    "Approval "
                            + Words.plain(refused.approvalId())
                            + " did not count: "
                            + Words.plain(String.valueOf(refused.refused()))
                            + ".");
        } else if (known.lost() > 0) {
            sentences.add("No approval covers it.");
        }
    }

    /** The latest approval in the rule's window that would have covered something and did not. */
    private AgentState.@Nullable ApprovalUse refusedApproval() {
        AgentState.ApprovalUse latest = null;
        for (AgentState.ApprovalUse use : known.state().approvals) {
            if (use.refused() != null
                    && use.refusedAtMillis() >= leading.sinceMillis()
                    && (latest == null || use.refusedAtMillis() >= latest.refusedAtMillis())) {
                latest = use;
            }
        }
        return latest;
    }

    private void addCaveats(StringJoiner sentences) {
        if (known.ruling().earlierPriorsId() != null) {
            sentences.add(
                    "Priors "
                            + Words.plain(known.ruling().priorsId())
                            + " took effect meanwhile; how far it climbed is judged by "
                            + Words.plain(known.ruling().earlierPriorsId())
                            + ", which held when it began.");
        }
        if (known.ruling().frozen()) {
            sentences.add("A declared change freeze holds here, so limits are at a quarter.");
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
    }

    private String done() {
        if (known.ruling().type() == Decision.Type.ALERT) {
            return event.chargedBreakGlass()
                    ? "It is listed as break-glass, so nothing is revoked."
                    : event.chargedKind() == AgentKind.HUMAN
                                    || event.chargedKind() == AgentKind.SERVICE
                            ? "No breaker opens for "
                                    + kind()
                                    + ": this is a page and nothing is revoked."
                            : "This is a page: no breaker opens.";
        }
        return known.ruling().mode() == EnforcementMode.ENFORCE
                ? "Its breaker opens; only the sessions named here are revoked, and only a person closes it."
                : "Shadow mode: its breaker would have opened, nothing is revoked.";
    }

    /** A type of which it had destroyed nothing foreign before this burst. */
    private @Nullable String newType() {
        for (ResourceStanding standing : event.standings()) {
            String type = standing.resource().type();
            Long firstAt = known.state().destroyedTypes.get(type);
            boolean isNew =
                    firstAt == null
                            ? known.state().destroyedTypes.size() < AgentState.TYPES_MAX
                            : firstAt >= known.state().burstEarliestMillis;
            if (standing.foreign() && isNew) {
                return type;
            }
        }
        return null;
    }
}
