package io.fusewire.core.inventory;

import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Finds who set off what a service does on somebody's behalf.
 *
 * <p>How it works: a successful operation on a stack, or one that ends an Auto Scaling group or its
 * instances, is remembered as open in its region. A later call that CloudFormation or Auto Scaling
 * makes ({@code invokedBy}) is joined to one of them, by the first rule that finds any:
 *
 * <ol>
 *   <li>the resource belongs to the stack, or the record names it;
 *   <li>the physical id begins with the stack's name and a hyphen, as CloudFormation makes them;
 *       the longest such name wins;
 *   <li>the same principal made both calls, or that one under which a child of the operation was
 *       proven before (the stack's service role, which no record of the operation need name);
 *   <li>any open operation of that service in the region.
 * </ol>
 *
 * Of several the newest is taken; under the last two rules operations that destroy are preferred
 * for a destruction and others for the rest, and the answer is marked as a guess if targets differ.
 * CloudTrail says nothing of an operation's end, so it closes by event time only. IAM, Route 53 and
 * their like are recorded in another region than the stack's: their records are joined to the
 * operations of all regions. A child that arrives before its operation is charged to its own
 * caller.
 */
final class Cascades {
    static final String CLOUDFORMATION = "cloudformation.amazonaws.com";
    static final String AUTO_SCALING = "autoscaling.amazonaws.com";

    /** Operations of all regions, for records of services that have none. */
    private static final String ALL_REGIONS = "*";

    /** The clocks of two services' hosts need not agree on which call was first. */
    private static final long CLOCK_SKEW_MILLIS = 60_000;

    private static final Set<String> GROUP_OPERATIONS =
            Set.of(
                    "DeleteAutoScalingGroup",
                    "UpdateAutoScalingGroup",
                    "SetDesiredCapacity",
                    "TerminateInstanceInAutoScalingGroup");

    private static final Set<String> GLOBAL_SOURCES =
            Set.of(
                    "iam.amazonaws.com",
                    "route53.amazonaws.com",
                    "cloudfront.amazonaws.com",
                    "globalaccelerator.amazonaws.com",
                    "shield.amazonaws.com",
                    "waf.amazonaws.com",
                    "organizations.amazonaws.com",
                    "budgets.amazonaws.com");

    private static final Comparator<CascadeOperation> BY_AGE =
            Comparator.comparingLong(CascadeOperation::atMillis)
                    .thenComparing(CascadeOperation::eventId);

    private final InventoryLimits limits;
    private final InventoryCounters counters;
    private final long stackHorizonMillis;
    private final long groupHorizonMillis;

    Cascades(InventoryLimits limits, InventoryCounters counters) {
        this.limits = limits;
        this.counters = counters;
        stackHorizonMillis = limits.stackHorizon().toMillis();
        groupHorizonMillis = limits.groupHorizon().toMillis();
    }

    /**
     * The operation that answers for an event.
     *
     * @param isGuess whether it is only the newest of several candidates
     */
    record Cause(CascadeOperation operation, boolean isGuess) {

        /** The stack to which the event's resources belong; null if that is not sure. */
        @Nullable String stack() {
            boolean isStack = operation.service().equals(CLOUDFORMATION);
            return isStack && !isGuess && !operation.target().isEmpty() ? operation.target() : null;
        }
    }

    /** The stack that a record is about, by name: null for operations on stacks themselves. */
    static @Nullable String stackOf(AuditEvent event) {
        return event.stack() == null || sourceOf(event).equals(CLOUDFORMATION)
                ? null
                : nameOf(event.stack());
    }

    /** The event source without China's suffix, which some services append. */
    static String sourceOf(AuditEvent event) {
        String source = event.eventSource();
        return source.endsWith(".amazonaws.com.cn")
                ? source.substring(0, source.length() - ".cn".length())
                : source;
    }

    /** A stack's name, given its name or ARN. */
    static @Nullable String nameOf(@Nullable String stack) {
        if (stack == null || !stack.startsWith("arn:")) {
            return stack;
        }
        int start = stack.indexOf(":stack/");
        if (start < 0) {
            return stack;
        }
        start += ":stack/".length();
        int end = stack.indexOf('/', start);
        return end < 0 ? stack.substring(start) : stack.substring(start, end);
    }

    /**
     * Joins a child to its cause.
     *
     * @param entries what the account knows of the event's resources, in their order
     * @return null if the event is no child, or nothing that is open explains it
     */
    @Nullable Cause causeOf(
            AuditEvent event, List<@Nullable ResourceEntry> entries, AccountStore store) {
        String service = event.causedBy();
        boolean isStackChild = CLOUDFORMATION.equals(service);
        // Ordinary scaling is nobody's doing; what ends instances may be.
        boolean isGroupChild = AUTO_SCALING.equals(service) && event.has(Effect.DESTROY);
        if (service == null || !(isStackChild || isGroupChild)) {
            return null;
        }
        List<CascadeOperation> open = openFor(event, service, store);
        if (open.isEmpty()) {
            counters.childrenUnclaimed++;
            return null;
        }
        Cause cause =
                isStackChild ? stackCause(event, entries, open, store) : likeliest(event, open);
        if (cause == null) {
            counters.childrenUnclaimed++;
        } else if (cause.isGuess()) {
            counters.cascadesGuessed++;
        }
        return cause;
    }

    private static @Nullable Cause stackCause(
            AuditEvent event,
            List<@Nullable ResourceEntry> entries,
            List<CascadeOperation> open,
            AccountStore store) {
        String stack = knownStack(event, entries);
        String name = stack != null ? stack : longestNameIn(event, open);
        CascadeOperation proven =
                open.stream()
                        .filter(operation -> operation.target().equals(name))
                        .max(BY_AGE)
                        .orElse(null);
        if (proven != null) {
            learnChildOwner(proven, event, store);
            return new Cause(proven, false);
        }
        if (stack == null) {
            return likeliest(event, open);
        }
        // The stack is known and none of these is its operation: only its own principal's may be it
        // under a name that the record did not tell.
        List<CascadeOperation> unnamed =
                open.stream().filter(operation -> isMadeBy(operation, event)).toList();
        return unnamed.isEmpty() ? null : new Cause(likeliest(event, unnamed).operation(), true);
    }

    private List<CascadeOperation> openFor(AuditEvent event, String service, AccountStore store) {
        String table = GLOBAL_SOURCES.contains(sourceOf(event)) ? ALL_REGIONS : event.region();
        List<CascadeOperation> all = store.cascades().get(table);
        if (all == null) {
            return List.of();
        }
        List<CascadeOperation> open = new ArrayList<>(all.size());
        for (CascadeOperation operation : all) {
            if (operation.service().equals(service)
                    && operation.atMillis() <= event.eventTimeMillis() + CLOCK_SKEW_MILLIS
                    && !isOver(operation, event.eventTimeMillis())
                    && !operation.eventId().equals(event.eventId())) {
                open.add(operation);
            }
        }
        return open;
    }

    private boolean isOver(CascadeOperation operation, long nowMillis) {
        long horizon =
                operation.service().equals(AUTO_SCALING) ? groupHorizonMillis : stackHorizonMillis;
        return nowMillis - operation.atMillis() > horizon;
    }

    private static @Nullable String knownStack(
            AuditEvent event, List<@Nullable ResourceEntry> entries) {
        String stack = stackOf(event);
        for (int i = 0; stack == null && i < entries.size(); i++) {
            ResourceEntry entry = entries.get(i);
            stack = entry == null ? null : entry.stack();
        }
        return stack;
    }

    private static @Nullable String longestNameIn(AuditEvent event, List<CascadeOperation> open) {
        String longest = null;
        for (CascadeOperation operation : open) {
            String name = operation.target();
            if ((longest == null || name.length() > longest.length())
                    && (names(event.resources(), name) || names(event.createdResources(), name))) {
                longest = name;
            }
        }
        return longest;
    }

    private static boolean names(List<ResourceRef> resources, String stack) {
        for (ResourceRef resource : resources) {
            if (isMadeBy(resource.id(), stack)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a physical id, or the last part of an ARN, has the form that CloudFormation gives:
     * stack, hyphen, logical id. Without case, because buckets have lower-case names only.
     */
    static boolean isMadeBy(String id, String stack) {
        int length = stack.length();
        if (length == 0) {
            return false;
        }
        for (int at = 0; at + length < id.length(); at++) {
            boolean startsPart = at == 0 || id.charAt(at - 1) == '/' || id.charAt(at - 1) == ':';
            if (startsPart
                    && id.charAt(at + length) == '-'
                    && id.regionMatches(true, at, stack, 0, length)) {
                return true;
            }
        }
        return false;
    }

    private static Cause likeliest(AuditEvent event, List<CascadeOperation> open) {
        List<CascadeOperation> candidates = open;
        List<CascadeOperation> ofPrincipal =
                candidates.stream().filter(operation -> isMadeBy(operation, event)).toList();
        if (!ofPrincipal.isEmpty()) {
            candidates = ofPrincipal;
        }
        boolean destroys = event.has(Effect.DESTROY);
        List<CascadeOperation> ofEffect =
                candidates.stream().filter(operation -> operation.destroys() == destroys).toList();
        if (!ofEffect.isEmpty()) {
            candidates = ofEffect;
        }
        boolean isGuess =
                candidates.stream().map(CascadeOperation::target).distinct().limit(2).count() > 1;
        return new Cause(candidates.stream().max(BY_AGE).orElseThrow(), isGuess);
    }

    private static boolean isMadeBy(CascadeOperation operation, AuditEvent event) {
        return event.owner().equals(operation.owner())
                || event.owner().equals(operation.childOwner());
    }

    private static void learnChildOwner(
            CascadeOperation operation, AuditEvent child, AccountStore store) {
        if (operation.childOwner() != null) {
            return;
        }
        for (String table : List.of(operation.region(), ALL_REGIONS)) {
            List<CascadeOperation> all = store.cascades().get(table);
            if (all == null) {
                continue;
            }
            List<CascadeOperation> learned = new ArrayList<>(all);
            learned.replaceAll(
                    each ->
                            each.eventId().equals(operation.eventId())
                                    ? withChildOwner(each, child.owner())
                                    : each);
            store.cascades().put(table, List.copyOf(learned));
        }
    }

    private static CascadeOperation withChildOwner(CascadeOperation operation, String owner) {
        return new CascadeOperation(
                operation.atMillis(),
                operation.eventId(),
                operation.rootEventId(),
                operation.region(),
                operation.service(),
                operation.target(),
                operation.destroys(),
                operation.owner(),
                operation.agent(),
                operation.kind(),
                operation.agentClass(),
                operation.mode(),
                operation.breakGlass(),
                operation.session(),
                owner);
    }

    /** Remembers an event that may set off a cascade, charged to whoever answers for it. */
    void open(
            AuditEvent event, ChargedPrincipal charged, @Nullable Cause cause, AccountStore store) {
        if (event.outcome() != Outcome.SUCCESS) {
            return;
        }
        String target = targetOf(event);
        if (target == null) {
            return;
        }
        CascadeOperation operation =
                new CascadeOperation(
                        event.eventTimeMillis(),
                        event.eventId(),
                        cause == null ? event.eventId() : cause.operation().rootEventId(),
                        event.region(),
                        sourceOf(event),
                        target,
                        event.has(Effect.DESTROY),
                        charged.owner(),
                        charged.agent(),
                        charged.kind(),
                        charged.agentClass(),
                        charged.mode(),
                        charged.breakGlass(),
                        charged.session(),
                        null);
        append(event.region(), operation, store);
        append(ALL_REGIONS, operation, store);
    }

    /** Name of the stack or group that an operation acts on; null if it sets nothing off. */
    private static @Nullable String targetOf(AuditEvent event) {
        if (StackOperations.is(event)) {
            // A change set may be named without its stack: its children are joined by principal.
            String stack = StackOperations.stackOf(event);
            return stack == null ? "" : stack;
        }
        String firstId = event.resources().isEmpty() ? "" : event.resources().get(0).id();
        boolean isGroupOperation =
                sourceOf(event).equals(AUTO_SCALING)
                        && GROUP_OPERATIONS.contains(event.eventName())
                        && event.has(Effect.DESTROY);
        return isGroupOperation ? firstId : null;
    }

    private void append(String table, CascadeOperation operation, AccountStore store) {
        List<CascadeOperation> open = new ArrayList<>();
        List<CascadeOperation> before = store.cascades().get(table);
        if (before != null) {
            for (CascadeOperation each : before) {
                if (!isOver(each, operation.atMillis())) {
                    open.add(each);
                }
            }
        }
        open.add(operation);
        open.sort(BY_AGE);
        while (open.size() > limits.cascadesPerRegionMax()) {
            open.remove(0);
            counters.cascadesForced++;
        }
        store.cascades().put(table, List.copyOf(open));
    }
}
