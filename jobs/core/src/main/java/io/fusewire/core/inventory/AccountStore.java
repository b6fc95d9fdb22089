package io.fusewire.core.inventory;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Everything that {@link AccountView} keeps of one account: a port over keyed state.
 *
 * <p>Each method stands for one state: the summary for a {@code ValueState}, every table for a
 * {@code MapState} with the same key and value types. All stored types are flat public records that
 * validate nothing, so that a field added later may come back as zero or null.
 *
 * <p>A store belongs to one account at a time. Its tables must show a put to the next get.
 */
public interface AccountStore {

    /** The account's counters and queue ends; null before the first event. */
    @Nullable AccountSummary summary();

    /** Replaces the summary; called once per accepted event. */
    void putSummary(AccountSummary summary);

    /** Event ids seen, each with its position in {@link #seenQueue()}. */
    KeyedTable<String, Long> seenIds();

    /**
     * The same ids in order of arrival, by position. Positions are put one after the other, and
     * leave from the front.
     */
    KeyedTable<Long, SeenId> seenQueue();

    /** Resources by resource key, destroyed ones included for a while. */
    KeyedTable<String, ResourceEntry> resources();

    /**
     * Keys of {@link #resources()} in the order in which they are looked at for expiry, by
     * position. Positions are put one after the other, and leave from the front.
     */
    KeyedTable<Long, ResourceSlot> resourceQueue();

    /** Environments by environment key. */
    KeyedTable<String, EnvironmentEntry> environments();

    /**
     * Operations that may still set off cascades, oldest first, by region; those of all regions
     * once more under {@code *}.
     */
    KeyedTable<String, List<CascadeOperation>> cascades();

    /** Who was seen in a session, by slot of {@link SharedSessions}. */
    KeyedTable<Integer, SessionUse> sessions();

    /** Persons' sessions of one user id, by slot of {@link Namesakes}. */
    KeyedTable<Integer, NamesakeEntry> namesakes();

    /** Whose long-term keys opened role sessions of one user id, by slot of {@link Issuers}. */
    KeyedTable<Integer, IssuerEntry> issuers();

    /** What agents of one role, or in one environment, did in an hour or a day, by slot. */
    KeyedTable<Integer, SwarmEntry> swarms();

    /** Since when each agent does harm, by slot. */
    KeyedTable<Integer, FirstHarm> firstHarms();

    /** What agents have used of approvals, as far as swarms count, by slot. */
    KeyedTable<Integer, SwarmApproval> swarmApprovals();
}
