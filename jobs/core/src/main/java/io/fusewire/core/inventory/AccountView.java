package io.fusewire.core.inventory;

import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Loss;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.identity.SessionPrincipal;
import io.fusewire.core.inventory.Cascades.Cause;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Adds to each audit event what its recipient account knows about it, and learns from it.
 *
 * <p>What an event does to the inventory, by outcome and effect:
 *
 * <pre>
 * not SUCCESS                    nothing
 * READ                           each resource was used
 * creates (by its response)      each of those resources is alive and the charged principal's own
 * DESTROY that ends its resource each resource is gone; the charged principal is remembered
 * any other, an outage included  each resource was used and changed
 * </pre>
 *
 * <p>What a creation means, by what is known of the identity and by event time:
 *
 * <pre>
 * unknown                            made now
 * alive, no sign of it before        made now: its uses arrived first
 * alive                              kept aside; owner and origin stay, for a repeated or overwriting
 *                                    create must not launder ownership. A destruction dated before
 *                                    it that comes later ends the old life and begins this one
 * destroyed earlier                  a re-creation; the new life begins
 * destroyed earlier and later        a re-creation that is gone again
 * destroyed later, no earlier sign   the creation is late: the charge against its own maker is
 *                                    withdrawn unless ownership had lapsed
 * destroyed later, existed before    a repetition in the old life: nothing
 * </pre>
 *
 * Of a creation and a destruction in one second the destruction came first if the identity existed
 * before, else the creation; so their order of arrival does not matter. A destruction dated before
 * the known creation was another resource's: it is judged as of unknown origin and ends nothing. A
 * change that succeeds after a destruction that can be undone ({@code RestoreSecret}) undid it.
 *
 * <p>{@link AccountEvent}s come out in order of arrival. The view holds no state of its own beyond
 * metrics: the same events and store give the same result. It has no clock. One event costs, beside
 * the summary, one get and two puts for its id, one get for each resource named (a mutation: one
 * more get and a put), one for its session, one or two for its environment, and a bounded number
 * for expiry; nothing is scanned.
 *
 * <p>Not thread-safe: one instance per operator instance, for all its accounts.
 */
public final class AccountView {
    /** Operations that take content or service away, and leave the resource that they name. */
    private static final Pattern LEAVES_RESOURCE =
            Pattern.compile(
                    "^(Purge|Empty|Reset|Rebuild|Restore|Backtrack|Put|Update|Modify|Set|Change|"
                            + "Create|Replace|BatchReplace|BatchWrite|Migrate|Start|Execute|Decrease|"
                            + "Disable|Detach|Disassociate|Failover)");

    private final InventoryCounters counters = new InventoryCounters();
    private final SummaryDraft draft = new SummaryDraft();
    private final SeenIds seenIds;
    private final Environments environments;
    private final ResourceRegister register;
    private final Cascades cascades;
    private final Standings standings;

    public AccountView(InventoryLimits limits) {
        seenIds = new SeenIds(limits, counters);
        environments = new Environments(limits, counters);
        register = new ResourceRegister(limits, counters, environments);
        cascades = new Cascades(limits, counters);
        standings = new Standings(limits);
    }

    /** What was dropped since this view was built. */
    public InventoryCounters counters() {
        return counters;
    }

    /**
     * Takes one event of an account, in order of arrival.
     *
     * @param event the event
     * @param store the state of the event's recipient account
     * @param out gets the event with what the account knew just before it, then withdrawals, if
     *     any; nothing for a duplicate
     */
    public Admission accept(AuditEvent event, AccountStore store, Consumer<AccountEvent> out) {
        if (store.seenIds().get(event.eventId()) != null) {
            counters.duplicates++;
            return Admission.DUPLICATE;
        }
        draft.load(store, event.eventTimeMillis());
        draft.newestMillis = Math.max(draft.newestMillis, event.eventTimeMillis());
        seenIds.remember(event.eventId(), store, draft);
        register.expire(event.account(), store, draft);
        // What has just expired is no part of what the event finds.
        environments.writeCounts(event.eventTimeMillis(), store, draft);
        new Step(event, store).run(out);
        environments.writeCounts(event.eventTimeMillis(), store, draft);
        draft.save(store);
        return Admission.ACCEPTED;
    }

    /**
     * Takes reads that {@link FirstSights} found to tell nothing new. They count, each unless it is
     * a duplicate, and change nothing: not even how far event time has come, which must not depend
     * on what a reader happened to remember.
     *
     * @param latest of the reads, all in one account and region
     * @param eventIds of all of them
     * @param sinceMillis event time of the earliest
     * @return how many were no duplicates
     */
    public int acceptRepetitions(
            AuditEvent latest, List<String> eventIds, long sinceMillis, AccountStore store) {
        draft.load(store, sinceMillis);
        environments.begunAt(latest.account(), latest.region(), sinceMillis, store);
        int fresh = 0;
        for (String eventId : eventIds) {
            if (store.seenIds().get(eventId) != null) {
                counters.duplicates++;
            } else {
                seenIds.remember(eventId, store, draft);
                fresh++;
            }
        }
        draft.save(store);
        return fresh;
    }

    /** An event as the guard takes it, with nothing that its account knows. */
    public static AccountEvent unseen(AuditEvent event) {
        return new AccountEvent(
                AccountEvent.Type.EVENT,
                event,
                event.agent(),
                event.agentKind(),
                event.agentClass(),
                event.mode(),
                event.breakGlass(),
                event.session(),
                false,
                List.of(),
                null,
                false,
                0,
                0,
                Environments.keyOf(event.account(), event.region(), null),
                event.eventTimeMillis(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null);
    }

    /** The work on one event. */
    private final class Step {
        private final AuditEvent event;
        private final AccountStore store;
        private final List<@Nullable ResourceEntry> entries;
        private final @Nullable Cause cause;
        private final ChargedPrincipal charged;
        private final @Nullable String stack;
        private final String stackRegion;
        private final List<Recreation> recreations = new ArrayList<>(0);
        private final List<AccountEvent> withdrawals = new ArrayList<>(0);
        private final Environments.Seen environment;
        private final boolean sharedSession;
        private final List<String> namesakes;
        private final @Nullable SessionPrincipal issuedBy;

        Step(AuditEvent event, AccountStore store) {
            this.event = event;
            this.store = store;
            entries = new ArrayList<>(event.resources().size());
            for (ResourceRef resource : event.resources()) {
                entries.add(store.resources().get(resource.key()));
            }
            cause = cascades.causeOf(event, entries, store);
            charged =
                    cause == null
                            ? ChargedPrincipal.callerOf(event)
                            : ChargedPrincipal.causerOf(cause.operation());
            String causersStack = cause == null ? null : cause.stack();
            stack = causersStack != null ? causersStack : Cascades.stackOf(event);
            // A stack's roles and records are its own, though they have no region or another one.
            stackRegion =
                    causersStack != null && cause != null
                            ? cause.operation().region()
                            : event.region();
            environment = seeEnvironment();
            sharedSession = SharedSessions.note(event, store);
            namesakes = Namesakes.note(event, charged, store);
            issuedBy = Issuers.note(event, charged, store);
        }

        /** The environment of an operation on a stack is the stack's; else that of its resource. */
        private Environments.Seen seeEnvironment() {
            String named = stack != null ? stack : Cascades.nameOf(event.stack());
            ResourceEntry first = entries.isEmpty() ? null : entries.get(0);
            if (named == null && first != null && first.stack() != null) {
                return environments.see(event, first.region(), first.stack(), store, draft);
            }
            return environments.see(event, stackRegion, named, store, draft);
        }

        void run(Consumer<AccountEvent> out) {
            List<ResourceStanding> before = standings.of(event, entries, charged, store);
            int knownChildren = knownChildren();
            if (event.outcome() == Outcome.SUCCESS) {
                if (event.effect() == Effect.READ) {
                    applyRead();
                } else {
                    applyMutation();
                }
            }
            out.accept(
                    accountEvent(
                            AccountEvent.Type.EVENT,
                            charged,
                            cause == null ? null : cause.operation().rootEventId(),
                            cause != null && cause.isGuess(),
                            knownChildren,
                            before,
                            null,
                            null));
            withdrawals.forEach(out);
        }

        private int knownChildren() {
            boolean endsStack =
                    event.has(Effect.DESTROY) && event.eventName().equals("DeleteStack");
            String name = endsStack ? Cascades.nameOf(event.stack()) : null;
            if (name == null) {
                return 0;
            }
            String key = Environments.keyOf(event.account(), event.region(), name);
            EnvironmentEntry entry = store.environments().get(key);
            return entry == null ? 0 : entry.live();
        }

        private void applyRead() {
            for (int i = 0; i < entries.size(); i++) {
                ResourceEntry entry = entries.get(i);
                ResourceRef resource = event.resources().get(i);
                if (entry != null) {
                    replace(resource, entry, use(entry));
                } else if (!Standings.isDataPlaneOnly(resource.type())) {
                    add(resource, use(outsideStack()));
                }
            }
        }

        private void applyMutation() {
            Set<String> created = keysOf(event.createdResources());
            boolean ends = endsItsResources();
            for (ResourceRef resource : event.resources()) {
                if (created.contains(resource.key())) {
                    continue;
                }
                // Read again: one call may name a resource twice.
                ResourceEntry entry = store.resources().get(resource.key());
                if (ends) {
                    destroy(resource, entry);
                } else {
                    change(resource, entry);
                }
            }
            for (ResourceRef resource : event.createdResources()) {
                create(resource, store.resources().get(resource.key()));
            }
            environments.addPrincipal(environment.key(), charged.agent(), store);
            cascades.open(event, charged, cause, store);
        }

        private static Set<String> keysOf(List<ResourceRef> resources) {
            if (resources.isEmpty()) {
                return Set.of();
            }
            Set<String> keys = new HashSet<>();
            resources.forEach(resource -> keys.add(resource.key()));
            return keys;
        }

        private boolean endsItsResources() {
            return event.has(Effect.DESTROY)
                    && event.loss() != Loss.OUTAGE
                    && !LEAVES_RESOURCE.matcher(event.eventName()).find();
        }

        private void change(ResourceRef resource, @Nullable ResourceEntry entry) {
            if (entry == null) {
                if (!Standings.isDataPlaneOnly(resource.type())) {
                    add(resource, changed(use(outsideStack())));
                }
                return;
            }
            ResourceEntry after = changed(use(entry));
            Destruction destruction = entry.destruction();
            boolean isRescue =
                    destruction != null
                            && destruction.loss() == Loss.RECOVERABLE
                            && event.effect() == Effect.MODIFY
                            && event.eventTimeMillis() > destruction.atMillis();
            replace(resource, entry, isRescue ? after.withDestruction(null) : after);
        }

        private void create(ResourceRef resource, @Nullable ResourceEntry entry) {
            Creation creation =
                    new Creation(
                            event.eventTimeMillis(),
                            charged.owner(),
                            charged.asOrigin(),
                            cause == null && Standings.isByHand(event));
            if (entry == null) {
                add(resource, use(insideStack().withCreation(creation)));
            } else if (ResourceRegister.isAlive(entry)) {
                replace(resource, entry, use(createdWhileAlive(entry, creation)));
            } else {
                createdAfterDestruction(resource, entry, creation);
            }
        }

        private ResourceEntry createdWhileAlive(ResourceEntry entry, Creation creation) {
            Creation known = entry.creation();
            if (known == null) {
                return existedBefore(entry, creation.atMillis())
                        ? entry.withLaterCreation(latest(entry.laterCreation(), creation))
                        : madeInStack(entry, creation);
            }
            boolean isFirst = isBefore(creation, known);
            return entry.withCreation(isFirst ? creation : known)
                    .withLaterCreation(latest(entry.laterCreation(), isFirst ? known : creation));
        }

        private ResourceEntry madeInStack(ResourceEntry entry, Creation creation) {
            ResourceEntry made = entry.withCreation(creation);
            return stack == null ? made : made.withStack(stackRegion, stack);
        }

        private void createdAfterDestruction(
                ResourceRef resource, ResourceEntry entry, Creation creation) {
            Destruction destruction = entry.destruction();
            if (destruction == null) {
                return;
            }
            long created = creation.atMillis();
            boolean existed = existedBefore(entry, created);
            boolean isReborn =
                    created > destruction.untilMillis()
                            || (existed
                                    && created == destruction.untilMillis()
                                    && created == destruction.sinceMillis());
            boolean isGoneAgain = !isReborn && created > destruction.sinceMillis();
            if (isReborn || isGoneAgain) {
                recreations.add(
                        new Recreation(
                                resource,
                                destruction.agent(),
                                destruction.atMillis(),
                                destruction.eventId()));
                ResourceEntry life = insideStack().withCreation(creation);
                ResourceEntry reborn = use(Uses.handOver(entry, life, created));
                long until = destruction.untilMillis();
                replace(
                        resource,
                        entry,
                        isReborn
                                ? reborn
                                : reborn.withDestruction(destruction.spanning(until, until)));
                return;
            }
            if (existed || entry.creation() != null) {
                return;
            }
            ResourceEntry known = madeInStack(entry, creation);
            replace(resource, entry, known);
            if (creation.owner().equals(destruction.owner())
                    && standings.isOwn(
                            known, ChargedPrincipal.of(destruction), destruction.atMillis())) {
                withdraw(resource, destruction);
            }
        }

        private void withdraw(ResourceRef resource, Destruction destruction) {
            counters.withdrawals++;
            withdrawals.add(
                    accountEvent(
                            AccountEvent.Type.WITHDRAWAL,
                            ChargedPrincipal.of(destruction),
                            null,
                            false,
                            0,
                            List.of(),
                            destruction.eventId(),
                            resource.key()));
        }

        private void destroy(ResourceRef resource, @Nullable ResourceEntry entry) {
            Destruction destruction = destructionOf(resource);
            if (entry == null) {
                add(resource, insideStack().withDestruction(destruction));
                return;
            }
            Creation creation = entry.creation();
            if (creation != null && destruction.atMillis() < creation.atMillis()) {
                return;
            }
            Destruction known = entry.destruction();
            if (known != null) {
                boolean isNews =
                        !standings.isRepetition(event, resource.type(), entry)
                                && destruction.atMillis() >= known.atMillis();
                long since = Math.min(known.sinceMillis(), destruction.atMillis());
                long until = Math.max(known.untilMillis(), destruction.atMillis());
                Destruction described = isNews ? destruction : known;
                replace(resource, entry, entry.withDestruction(described.spanning(since, until)));
                return;
            }
            Creation later = entry.laterCreation();
            boolean isReplaced = later != null && destruction.atMillis() <= later.atMillis();
            replace(
                    resource,
                    entry,
                    isReplaced
                            ? entry.withCreation(later).withLaterCreation(null)
                            : entry.withLaterCreation(null).withDestruction(destruction));
        }

        private Destruction destructionOf(ResourceRef resource) {
            return new Destruction(
                    event.eventTimeMillis(),
                    event.eventTimeMillis(),
                    event.eventTimeMillis(),
                    event.eventId(),
                    event.eventName(),
                    resource.type(),
                    event.loss(),
                    charged.owner(),
                    charged.agent(),
                    charged.kind(),
                    charged.agentClass(),
                    charged.mode(),
                    charged.breakGlass(),
                    charged.session());
        }

        /** Of a resource that the call uses: it may be shared, so it is no part of its stack. */
        private ResourceEntry outsideStack() {
            return ResourceEntry.unknown(
                    event.region(), null, Uses.hourOf(event.eventTimeMillis()));
        }

        /** Of a resource that the call makes or ends, hence part of its stack if it has one. */
        private ResourceEntry insideStack() {
            return ResourceEntry.unknown(stackRegion, stack, Uses.hourOf(event.eventTimeMillis()));
        }

        /**
         * The entry with the event as a use, unless it is dated before the hour in which this life
         * began: then another life was used.
         */
        private ResourceEntry use(ResourceEntry entry) {
            Creation creation = entry.creation();
            boolean isOfEarlierLife =
                    creation != null
                            && Uses.hourOf(event.eventTimeMillis())
                                    < Uses.hourOf(creation.atMillis());
            if (isOfEarlierLife) {
                return entry;
            }
            return Uses.add(entry, charged.owner(), event.eventTimeMillis());
        }

        private ResourceEntry changed(ResourceEntry entry) {
            return event.eventTimeMillis() < entry.changedSinceMillis()
                    ? entry.withChangedSinceMillis(event.eventTimeMillis())
                    : entry;
        }

        private void add(ResourceRef resource, ResourceEntry entry) {
            ResourceEntry sameCall = store.resources().get(resource.key());
            if (sameCall == null) {
                register.add(event.account(), resource.key(), entry, store, draft);
            }
        }

        private void replace(ResourceRef resource, ResourceEntry before, ResourceEntry after) {
            register.replace(event.account(), resource.key(), before, after, store);
        }

        private AccountEvent accountEvent(
                AccountEvent.Type type,
                ChargedPrincipal principal,
                @Nullable String cascadeRoot,
                boolean cascadeGuessed,
                int knownChildren,
                List<ResourceStanding> before,
                @Nullable String withdrawnEventId,
                @Nullable String withdrawnResource) {
            return new AccountEvent(
                    type,
                    event,
                    principal.agent(),
                    principal.kind(),
                    principal.agentClass(),
                    principal.mode(),
                    principal.breakGlass(),
                    principal.session(),
                    sharedSession,
                    namesakes,
                    cascadeRoot,
                    cascadeGuessed,
                    knownChildren,
                    environment.entry().live(),
                    environment.key(),
                    environment.entry().sinceMillis(),
                    before,
                    type == AccountEvent.Type.EVENT ? List.copyOf(recreations) : List.of(),
                    withdrawnEventId,
                    withdrawnResource,
                    null,
                    issuedBy);
        }
    }

    /** Whether the account saw an identity alive before a moment. */
    private static boolean existedBefore(ResourceEntry entry, long millis) {
        Creation creation = entry.creation();
        return (creation != null && creation.atMillis() < millis)
                || entry.changedSinceMillis() < millis;
    }

    private static Creation latest(@Nullable Creation known, Creation creation) {
        return known == null || isBefore(known, creation) ? creation : known;
    }

    /**
     * By time, then by owner: of two creations in one second the order of arrival must not decide.
     */
    private static boolean isBefore(Creation creation, Creation other) {
        return creation.atMillis() != other.atMillis()
                ? creation.atMillis() < other.atMillis()
                : creation.owner().compareTo(other.owner()) < 0;
    }
}
