package io.fusewire.detector;

import io.fusewire.core.inventory.AccountStore;
import io.fusewire.core.inventory.AccountSummary;
import io.fusewire.core.inventory.CascadeOperation;
import io.fusewire.core.inventory.EnvironmentEntry;
import io.fusewire.core.inventory.FirstHarm;
import io.fusewire.core.inventory.InventoryLimits;
import io.fusewire.core.inventory.IssuerEntry;
import io.fusewire.core.inventory.KeyedTable;
import io.fusewire.core.inventory.NamesakeEntry;
import io.fusewire.core.inventory.ResourceEntry;
import io.fusewire.core.inventory.ResourceSlot;
import io.fusewire.core.inventory.SeenId;
import io.fusewire.core.inventory.SessionUse;
import io.fusewire.core.inventory.SwarmApproval;
import io.fusewire.core.inventory.SwarmEntry;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/**
 * An account's inventory over keyed state. Each table's bound is one of {@link InventoryLimits},
 * kept by the inventory itself by event time; nothing here expires on its own.
 */
final class KeyedAccountStore implements AccountStore {

    /** One per account. */
    static final ValueStateDescriptor<AccountSummary> SUMMARY =
            new ValueStateDescriptor<>("summary", TypeInformation.of(AccountSummary.class));

    /** At most {@link InventoryLimits#seenIdsMax}. */
    static final MapStateDescriptor<String, Long> SEEN_IDS =
            new MapStateDescriptor<>("seen-ids", new EventIdSerializer(), LongSerializer.INSTANCE);

    /** As many as {@link #SEEN_IDS}. */
    static final MapStateDescriptor<Long, SeenId> SEEN_QUEUE =
            new MapStateDescriptor<>("seen-queue", LongSerializer.INSTANCE, new SeenIdSerializer());

    /** At most {@link InventoryLimits#resourcesMax}. */
    static final MapStateDescriptor<String, ResourceEntry> RESOURCES =
            new MapStateDescriptor<>(
                    "resources", StringSerializer.INSTANCE, new ResourceEntrySerializer());

    /** As many as {@link #RESOURCES}. */
    static final MapStateDescriptor<Long, ResourceSlot> RESOURCE_QUEUE =
            new MapStateDescriptor<>(
                    "resource-queue", Types.LONG, TypeInformation.of(ResourceSlot.class));

    /** At most {@link InventoryLimits#environmentsMax}. */
    static final MapStateDescriptor<String, EnvironmentEntry> ENVIRONMENTS =
            new MapStateDescriptor<>(
                    "environments", Types.STRING, TypeInformation.of(EnvironmentEntry.class));

    /** Per region at most {@link InventoryLimits#cascadesPerRegionMax}. */
    static final MapStateDescriptor<String, List<CascadeOperation>> CASCADES =
            new MapStateDescriptor<>(
                    "cascades",
                    Types.STRING,
                    Types.LIST(TypeInformation.of(CascadeOperation.class)));

    /** At most 65,536: the inventory addresses it by slot. */
    static final MapStateDescriptor<Integer, SessionUse> SESSIONS =
            new MapStateDescriptor<>("sessions", Types.INT, TypeInformation.of(SessionUse.class));

    /** At most 16,384, likewise. */
    static final MapStateDescriptor<Integer, NamesakeEntry> NAMESAKES =
            new MapStateDescriptor<>(
                    "namesakes", Types.INT, TypeInformation.of(NamesakeEntry.class));

    /** At most 16,384, likewise. */
    static final MapStateDescriptor<Integer, IssuerEntry> ISSUERS =
            new MapStateDescriptor<>("issuers", Types.INT, TypeInformation.of(IssuerEntry.class));

    /** At most 65,536, likewise. */
    static final MapStateDescriptor<Integer, SwarmEntry> SWARMS =
            new MapStateDescriptor<>("swarms", Types.INT, TypeInformation.of(SwarmEntry.class));

    /** At most 65,536, likewise. */
    static final MapStateDescriptor<Integer, FirstHarm> FIRST_HARMS =
            new MapStateDescriptor<>("first-harms", Types.INT, TypeInformation.of(FirstHarm.class));

    /** At most 1,048,576, likewise. */
    static final MapStateDescriptor<Integer, SwarmApproval> SWARM_APPROVALS =
            new MapStateDescriptor<>(
                    "swarm-approvals", Types.INT, TypeInformation.of(SwarmApproval.class));

    private final ValueState<AccountSummary> summary;
    private final KeyedTable<String, Long> seenIds;
    private final KeyedTable<Long, SeenId> seenQueue;
    private final KeyedTable<String, ResourceEntry> resources;
    private final KeyedTable<Long, ResourceSlot> resourceQueue;
    private final KeyedTable<String, EnvironmentEntry> environments;
    private final KeyedTable<String, List<CascadeOperation>> cascades;
    private final KeyedTable<Integer, SessionUse> sessions;
    private final KeyedTable<Integer, NamesakeEntry> namesakes;
    private final KeyedTable<Integer, IssuerEntry> issuers;
    private final KeyedTable<Integer, SwarmEntry> swarms;
    private final KeyedTable<Integer, FirstHarm> firstHarms;
    private final KeyedTable<Integer, SwarmApproval> swarmApprovals;

    KeyedAccountStore(RuntimeContext context) {
        summary = context.getState(SUMMARY);
        seenIds = table(context, SEEN_IDS);
        seenQueue = table(context, SEEN_QUEUE);
        resources = table(context, RESOURCES);
        resourceQueue = table(context, RESOURCE_QUEUE);
        environments = table(context, ENVIRONMENTS);
        cascades = table(context, CASCADES);
        sessions = table(context, SESSIONS);
        namesakes = table(context, NAMESAKES);
        issuers = table(context, ISSUERS);
        swarms = table(context, SWARMS);
        firstHarms = table(context, FIRST_HARMS);
        swarmApprovals = table(context, SWARM_APPROVALS);
    }

    private static <K, V> KeyedTable<K, V> table(
            RuntimeContext context, MapStateDescriptor<K, V> descriptor) {
        return new StateTable<>(context.getMapState(descriptor));
    }

    @Override
    public @Nullable AccountSummary summary() {
        try {
            return summary.value();
        } catch (IOException e) {
            throw new FlinkRuntimeException("keyed state must be readable", e);
        }
    }

    @Override
    public void putSummary(AccountSummary changed) {
        try {
            summary.update(changed);
        } catch (IOException e) {
            throw new FlinkRuntimeException("keyed state must be writable", e);
        }
    }

    @Override
    public KeyedTable<String, Long> seenIds() {
        return seenIds;
    }

    @Override
    public KeyedTable<Long, SeenId> seenQueue() {
        return seenQueue;
    }

    @Override
    public KeyedTable<String, ResourceEntry> resources() {
        return resources;
    }

    @Override
    public KeyedTable<Long, ResourceSlot> resourceQueue() {
        return resourceQueue;
    }

    @Override
    public KeyedTable<String, EnvironmentEntry> environments() {
        return environments;
    }

    @Override
    public KeyedTable<String, List<CascadeOperation>> cascades() {
        return cascades;
    }

    @Override
    public KeyedTable<Integer, SessionUse> sessions() {
        return sessions;
    }

    @Override
    public KeyedTable<Integer, NamesakeEntry> namesakes() {
        return namesakes;
    }

    @Override
    public KeyedTable<Integer, IssuerEntry> issuers() {
        return issuers;
    }

    @Override
    public KeyedTable<Integer, SwarmEntry> swarms() {
        return swarms;
    }

    @Override
    public KeyedTable<Integer, FirstHarm> firstHarms() {
        return firstHarms;
    }

    @Override
    public KeyedTable<Integer, SwarmApproval> swarmApprovals() {
        return swarmApprovals;
    }
}
