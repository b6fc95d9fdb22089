package io.fusewire.core.inventory;

import io.fusewire.core.catalogue.ResourceKeys;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.ResourceRef;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says what a resource is to the principal that acts on it: own or foreign, in use or idle.
 *
 * <p>Ownership goes by owner key, which leaves the agent marker out: what one tool of a person's
 * made and another one takes away is their own. But what the person made by hand, in a browser, is
 * not their agent's, though both use one role and one session name. Ownership lapses once the
 * resource is older than a named horizon or others have used it within 24 hours ({@code
 * detection.md}, G1). A creation dated after the event made another resource than the event's. A
 * resource whose own creation was not seen has the origin of what contains it: objects and parts
 * such as a bucket's lifecycle are made by calls that are not delivered or create nothing else, and
 * cannot be older than their container.
 */
final class Standings {
    /**
     * Types that no management operation names: whoever uses one shows in data events at most,
     * which most trails leave out, so that the absence of others says nothing. Whatever holds them
     * (a bucket, a table, a queue) is named by management operations and is not listed.
     */
    private static final Set<String> DATA_PLANE_TYPES =
            caseless(
                    "aws::s3::object",
                    "s3:object",
                    "s3:objectversion",
                    "s3express:object",
                    "s3-outposts:object",
                    "dynamodb:item",
                    "sqs:message",
                    "sqs:messagebatch",
                    "kinesis:record",
                    "logs:logevent",
                    "ebs:snapshotblock",
                    "rds-data:statement",
                    "iot:thingshadow",
                    "timestream:record");

    /** What attribution says of a person whose call came from a browser. */
    private static final Set<String> BROWSER_EVIDENCE =
            Set.of("console:browser", "user-agent:browser");

    private final long ownershipHorizonMillis;
    private final long repeatHorizonMillis;

    Standings(InventoryLimits limits) {
        ownershipHorizonMillis = limits.ownershipHorizon().toMillis();
        repeatHorizonMillis = limits.repeatHorizon().toMillis();
    }

    private static Set<String> caseless(String... types) {
        Set<String> caseless = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Collections.addAll(caseless, types);
        return caseless;
    }

    /** Whether use of a type shows in data events only. */
    static boolean isDataPlaneOnly(String type) {
        return DATA_PLANE_TYPES.contains(type);
    }

    /** One standing per resource; none for a READ, which puts nothing at stake. */
    List<ResourceStanding> of(
            AuditEvent event,
            List<@Nullable ResourceEntry> entries,
            ChargedPrincipal charged,
            AccountStore store) {
        if (event.effect() == Effect.READ) {
            return List.of();
        }
        List<ResourceStanding> standings = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            standings.add(of(event, event.resources().get(i), entries.get(i), charged, store));
        }
        return List.copyOf(standings);
    }

    private ResourceStanding of(
            AuditEvent event,
            ResourceRef resource,
            @Nullable ResourceEntry entry,
            ChargedPrincipal charged,
            AccountStore store) {
        long now = event.eventTimeMillis();
        String owner = charged.owner();
        ResourceEntry origin = originOf(resource, entry, now, store);
        Creation creation = origin == null ? null : origin.creation();
        boolean isMade = creation != null && isMadeBy(creation, charged);
        boolean isLapsed =
                isMade
                        && origin != null
                        && (hasLapsed(origin, owner, now)
                                || (entry != null && Uses.isLive(entry, owner, now)));
        return new ResourceStanding(
                resource,
                !isMade || isLapsed,
                isLapsed,
                entry != null && isRepetition(event, resource.type(), entry),
                creation == null ? Origin.UNKNOWN : creation.origin(),
                creation == null ? null : creation.owner(),
                creation == null ? ResourceStanding.CREATION_UNKNOWN : creation.atMillis(),
                livenessOf(resource, entry, owner, now),
                entry == null ? List.of() : Uses.othersOf(entry, owner, now));
    }

    /** The entry that tells who made a resource: its own, else that of what contains it. */
    private @Nullable ResourceEntry originOf(
            ResourceRef resource, @Nullable ResourceEntry entry, long now, AccountStore store) {
        if (entry != null && isMadeBefore(entry, now)) {
            return entry;
        }
        String parentKey = ResourceKeys.parentOf(resource.key());
        ResourceEntry parent = parentKey == null ? null : store.resources().get(parentKey);
        return parent != null && isMadeBefore(parent, now) ? parent : null;
    }

    private static boolean isMadeBefore(ResourceEntry entry, long now) {
        return entry.creation() != null && entry.creation().atMillis() <= now;
    }

    /** Whether a person makes the call in a browser. */
    static boolean isByHand(AuditEvent event) {
        if (event.agentKind() != AgentKind.HUMAN) {
            return false;
        }
        for (String evidence : event.agentEvidence()) {
            if (BROWSER_EVIDENCE.contains(evidence)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMadeBy(Creation creation, ChargedPrincipal charged) {
        return creation.owner().equals(charged.owner())
                && !(creation.byHand() && charged.kind() == AgentKind.AGENT);
    }

    /** Whether a resource is its principal's own at a moment, and still counts so. */
    boolean isOwn(ResourceEntry entry, ChargedPrincipal charged, long now) {
        Creation creation = entry.creation();
        return creation != null
                && creation.atMillis() <= now
                && isMadeBy(creation, charged)
                && !hasLapsed(entry, charged.owner(), now);
    }

    private boolean hasLapsed(ResourceEntry entry, String owner, long now) {
        Creation creation = entry.creation();
        boolean isOld = creation != null && now - creation.atMillis() > ownershipHorizonMillis;
        return isOld || Uses.isLive(entry, owner, now);
    }

    private static Liveness livenessOf(
            ResourceRef resource, @Nullable ResourceEntry entry, String owner, long now) {
        if (entry != null && Uses.isLive(entry, owner, now)) {
            return Liveness.LIVE;
        }
        return isDataPlaneOnly(resource.type()) ? Liveness.UNOBSERVABLE : Liveness.IDLE;
    }

    /**
     * Whether a destruction only repeats the one that is known: the same operation on the same
     * type, soon after or before, that takes no more than the first did. Another operation may take
     * what the first left (a queue purged, then deleted), and after a long time it is likelier that
     * a re-creation was missed.
     */
    boolean isRepetition(AuditEvent event, String type, ResourceEntry entry) {
        Destruction known = entry.destruction();
        return known != null
                && event.has(Effect.DESTROY)
                && known.eventName().equals(event.eventName())
                && known.type().equals(type)
                && known.loss().compareTo(event.loss()) >= 0
                && Math.abs(event.eventTimeMillis() - known.atMillis()) <= repeatHorizonMillis;
    }
}
