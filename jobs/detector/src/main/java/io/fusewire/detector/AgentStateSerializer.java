package io.fusewire.detector;

import io.fusewire.core.baseline.Baseline;
import io.fusewire.core.baseline.FirstTimes;
import io.fusewire.core.baseline.LadderState;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.detection.AgentState;
import io.fusewire.core.detection.AgentState.ApprovalUse;
import io.fusewire.core.detection.AgentState.StackCharge;
import io.fusewire.core.detection.AgentState.StartedExecution;
import io.fusewire.core.detection.HarmLevels;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.EnforcementMode;

import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An agent's state, which RocksDB reads and writes with every event of the agent. Most of its
 * fields say most of the time that something has not happened.
 */
@SuppressWarnings("NullAway") // Fields come back as they were written, null where they were null.
final class AgentStateSerializer extends StateSerializer<AgentState> {

    private static final long serialVersionUID = 1;
    private static final int VERSION = 4;

    /** The version since which executions are kept. */
    private static final int EXECUTIONS = 2;

    /** The version since which it is kept how far late calls lie before a week and an incident. */
    private static final int LATENESS = 3;

    /** The version since which it is kept how much of what an agent destroys is in use. */
    private static final int USE_SHARE = 4;

    private static final AgentKind[] KINDS = AgentKind.values();
    private static final EnforcementMode[] MODES = EnforcementMode.values();
    private static final BreakerState[] BREAKERS = BreakerState.values();

    AgentStateSerializer() {
        this(VERSION);
    }

    private AgentStateSerializer(int version) {
        super(version);
    }

    @Override
    public TypeSerializer<AgentState> duplicate() {
        return new AgentStateSerializer();
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public AgentState createInstance() {
        return new AgentState();
    }

    /** The heap backend asks for one where a running snapshot still needs the present one. */
    @Override
    public AgentState copy(AgentState from) {
        return from.copy();
    }

    @Override
    void write(AgentState state, StateFormat to, int version, DataOutputView out)
            throws IOException {
        long near = state.lastSeenMillis;
        out.writeLong(near);
        to.writeText(state.agent, out);
        to.writeText(state.account, out);
        to.writeConstant(state.kind, out);
        to.writeText(state.agentClass, out);
        to.writeConstant(state.mode, out);
        to.writeMillis(state.firstSeenMillis, near, out);
        to.writeNumber(state.events, out);
        to.writeNumber(state.sessions, out);
        to.writeNumber(state.destroyedUnits, out);
        to.writeDouble(state.maxScore, out);
        to.writeText(state.maxReason, out);
        to.writeMillis(state.maxAtMillis, near, out);
        to.writeMillis(state.burstStartMillis, near, out);
        to.writeMillis(state.burstEarliestMillis, near, out);
        to.writeMillis(state.burstLastMillis, near, out);
        to.writeMillis(state.peakDay, 0, out);
        to.writeDouble(state.peakEvidence, out);
        to.writeDouble(state.peakBurst, out);
        to.writeDouble(state.peakWeek, out);
        to.writeDouble(state.peakMonth, out);
        to.writeDouble(state.peakStrike, out);
        to.writeDouble(state.peakRatio, out);
        to.writeText(state.peakReason, out);
        write(state.baseline, near, to, version, out);
        to.writeNumber(state.dayHarm.length, out);
        for (long micros : state.dayHarm) {
            to.writeNumber(micros, out);
        }
        write(state.dayUncharged, to, out);
        to.writeMillis(state.newestDay, 0, out);
        to.writeNumber(state.charges, out);
        to.writeNumber(state.destroyedTypes.size(), out);
        for (Map.Entry<String, Long> first : state.destroyedTypes.entrySet()) {
            to.writeText(first.getKey(), out);
            to.writeMillis(first.getValue(), near, out);
        }
        to.writeNumber(state.destroys, out);
        to.writeNumber(state.stacks.size(), out);
        for (StackCharge stack : state.stacks) {
            to.writeText(stack.deleteEventId(), out);
            to.writeNumber(stack.chargedMicros(), out);
            to.writeNumber(stack.childrenMicros(), out);
            to.writeMillis(stack.day(), 0, out);
            out.writeBoolean(stack.approved());
        }
        write(state.sharedIds, to, out);
        to.writeNumber(state.approvals.size(), out);
        for (ApprovalUse use : state.approvals) {
            to.writeText(use.approvalId(), out);
            to.writeNumber(use.used(), out);
            to.writeMillis(use.expiryMillis(), near, out);
            to.writeText(use.refused(), out);
            to.writeMillis(use.refusedAtMillis(), near, out);
        }
        to.writeMillis(state.lastGuardRemovalMillis, near, out);
        to.writeNumber(state.guardRemovalsInBurst, out);
        to.writeMillis(state.lastAuditOffMillis, near, out);
        to.writeNumber(state.denied, out);
        to.writeMillis(state.deniedSinceMillis, near, out);
        write(state.deniedEventIds, to, out);
        write(state.deniedSessions, to, out);
        to.writeMillis(state.deniedAlertAtMillis, near, out);
        to.writeMillis(state.irreversibleAlertAtMillis, near, out);
        to.writeConstant(state.breaker, out);
        to.writeNumber(state.trips, out);
        to.writeNumber(state.alerts, out);
        to.writeText(state.incidentDecisionId, out);
        to.writeMillis(state.incidentAtMillis, near, out);
        to.writeMillis(state.incidentBurstMillis, near, out);
        out.writeBoolean(state.incidentEnforced);
        to.writeNumber(state.incidentDestroys, out);
        write(state.incidentReached, to, out);
        to.writeText(state.judgedDecisionId, out);
        write(state.ownCaps, to, out);
        if (version >= EXECUTIONS) {
            to.writeNumber(state.executions().size(), out);
            for (StartedExecution execution : state.executions()) {
                to.writeText(execution.arn(), out);
                to.writeMillis(execution.atMillis(), near, out);
            }
        }
        if (version >= LATENESS) {
            to.writeNumber(state.incidentLateByMillis, out);
        }
    }

    @Override
    AgentState read(StateFormat from, int version, DataInputView in) throws IOException {
        AgentState state = new AgentState();
        long near = in.readLong();
        state.lastSeenMillis = near;
        state.agent = from.readText(in);
        state.account = from.readText(in);
        state.kind = from.readConstant(KINDS, in);
        state.agentClass = from.readText(in);
        state.mode = from.readConstant(MODES, in);
        state.firstSeenMillis = from.readMillis(near, in);
        state.events = from.readNumber(in);
        state.sessions = from.readNumber(in);
        state.destroyedUnits = from.readNumber(in);
        state.maxScore = from.readDouble(in);
        state.maxReason = from.readText(in);
        state.maxAtMillis = from.readMillis(near, in);
        state.burstStartMillis = from.readMillis(near, in);
        state.burstEarliestMillis = from.readMillis(near, in);
        state.burstLastMillis = from.readMillis(near, in);
        state.peakDay = from.readMillis(0, in);
        state.peakEvidence = from.readDouble(in);
        state.peakBurst = from.readDouble(in);
        state.peakWeek = from.readDouble(in);
        state.peakMonth = from.readDouble(in);
        state.peakStrike = from.readDouble(in);
        state.peakRatio = from.readDouble(in);
        state.peakReason = from.readText(in);
        read(state.baseline, near, from, version, in);
        state.dayHarm = new long[(int) from.readNumber(in)];
        for (int i = 0; i < state.dayHarm.length; i++) {
            state.dayHarm[i] = from.readNumber(in);
        }
        state.dayUncharged = readInts(from, in);
        state.newestDay = from.readMillis(0, in);
        state.charges = (int) from.readNumber(in);
        int types = (int) from.readNumber(in);
        state.destroyedTypes = new HashMap<>(2 * types);
        for (int i = 0; i < types; i++) {
            state.destroyedTypes.put(from.readText(in), from.readMillis(near, in));
        }
        state.destroys = from.readNumber(in);
        int stacks = (int) from.readNumber(in);
        for (int i = 0; i < stacks; i++) {
            state.stacks.add(
                    new StackCharge(
                            from.readText(in),
                            from.readNumber(in),
                            from.readNumber(in),
                            from.readMillis(0, in),
                            in.readBoolean()));
        }
        read(state.sharedIds, from, in);
        int approvals = (int) from.readNumber(in);
        for (int i = 0; i < approvals; i++) {
            state.approvals.add(
                    new ApprovalUse(
                            from.readText(in),
                            (int) from.readNumber(in),
                            from.readMillis(near, in),
                            from.readText(in),
                            from.readMillis(near, in)));
        }
        state.lastGuardRemovalMillis = from.readMillis(near, in);
        state.guardRemovalsInBurst = (int) from.readNumber(in);
        state.lastAuditOffMillis = from.readMillis(near, in);
        state.denied = (int) from.readNumber(in);
        state.deniedSinceMillis = from.readMillis(near, in);
        read(state.deniedEventIds, from, in);
        read(state.deniedSessions, from, in);
        state.deniedAlertAtMillis = from.readMillis(near, in);
        state.irreversibleAlertAtMillis = from.readMillis(near, in);
        state.breaker = from.readConstant(BREAKERS, in);
        state.trips = (int) from.readNumber(in);
        state.alerts = (int) from.readNumber(in);
        state.incidentDecisionId = from.readText(in);
        state.incidentAtMillis = from.readMillis(near, in);
        state.incidentBurstMillis = from.readMillis(near, in);
        state.incidentEnforced = in.readBoolean();
        state.incidentDestroys = from.readNumber(in);
        read(state.incidentReached, from, in);
        state.judgedDecisionId = from.readText(in);
        read(state.ownCaps, from, in);
        int executions = version >= EXECUTIONS ? (int) from.readNumber(in) : 0;
        for (int i = 0; i < executions; i++) {
            state.executions()
                    .add(new StartedExecution(from.readText(in), from.readMillis(near, in)));
        }
        if (version >= LATENESS) {
            state.incidentLateByMillis = from.readNumber(in);
        }
        return state;
    }

    private static void write(
            Baseline baseline, long near, StateFormat to, int version, DataOutputView out)
            throws IOException {
        for (LadderState ladder : baseline.ladders) {
            to.writeNumber(ladder.sumMicros, out);
            to.writeNumber(ladder.rung, out);
            to.writeDouble(ladder.evidence, out);
            to.writeDouble(ladder.pace, out);
            to.writeMillis(ladder.startMillis, near, out);
            to.writeNumber(ladder.reached.length, out);
            for (float reached : ladder.reached) {
                to.writeFloat(reached, out);
            }
            to.writeMillis(ladder.decayedAtMillis, near, out);
            to.writeNumber(ladder.episodes, out);
            to.writeNumber(ladder.highestMicros, out);
            if (version >= LATENESS) {
                to.writeNumber(ladder.lateByMillis, out);
            }
        }
        write(baseline.actions, near, to, out);
        write(baseline.environments, near, to, out);
        write(baseline.burstsByHour, to, out);
        out.writeBoolean(baseline.oddHour);
        if (version >= USE_SHARE) {
            to.writeNumber(baseline.useShare.bursts, out);
            to.writeDouble(baseline.useShare.usedBefore, out);
            to.writeDouble(baseline.useShare.idleBefore, out);
            to.writeNumber(baseline.useShare.used, out);
            to.writeNumber(baseline.useShare.idle, out);
        }
    }

    private static void read(
            Baseline baseline, long near, StateFormat from, int version, DataInputView in)
            throws IOException {
        for (LadderState ladder : baseline.ladders) {
            ladder.sumMicros = from.readNumber(in);
            ladder.rung = (int) from.readNumber(in);
            ladder.evidence = from.readDouble(in);
            ladder.pace = from.readDouble(in);
            ladder.startMillis = from.readMillis(near, in);
            ladder.reached = new float[(int) from.readNumber(in)];
            for (int i = 0; i < ladder.reached.length; i++) {
                ladder.reached[i] = from.readFloat(in);
            }
            ladder.decayedAtMillis = from.readMillis(near, in);
            ladder.episodes = (int) from.readNumber(in);
            ladder.highestMicros = from.readNumber(in);
            if (version >= LATENESS) {
                ladder.lateByMillis = from.readNumber(in);
            }
        }
        read(baseline.actions, near, from, in);
        read(baseline.environments, near, from, in);
        baseline.burstsByHour = readInts(from, in);
        baseline.oddHour = in.readBoolean();
        if (version >= USE_SHARE) {
            baseline.useShare.bursts = from.readNumber(in);
            baseline.useShare.usedBefore = from.readDouble(in);
            baseline.useShare.idleBefore = from.readDouble(in);
            baseline.useShare.used = from.readNumber(in);
            baseline.useShare.idle = from.readNumber(in);
        }
    }

    private static void write(FirstTimes times, long near, StateFormat to, DataOutputView out)
            throws IOException {
        to.writeNumber(times.keys.length, out);
        for (int i = 0; i < times.keys.length; i++) {
            out.writeLong(times.keys[i]);
            to.writeMillis(times.firstMillis[i], near, out);
        }
    }

    private static void read(FirstTimes times, long near, StateFormat from, DataInputView in)
            throws IOException {
        int count = (int) from.readNumber(in);
        times.keys = new long[count];
        times.firstMillis = new long[count];
        for (int i = 0; i < count; i++) {
            times.keys[i] = in.readLong();
            times.firstMillis[i] = from.readMillis(near, in);
        }
    }

    private static void write(HarmLevels levels, StateFormat to, DataOutputView out)
            throws IOException {
        to.writeDouble(levels.burst, out);
        to.writeDouble(levels.week, out);
        to.writeDouble(levels.month, out);
        to.writeDouble(levels.strike, out);
        out.writeBoolean(levels.auditOff);
    }

    private static void read(HarmLevels levels, StateFormat from, DataInputView in)
            throws IOException {
        levels.burst = from.readDouble(in);
        levels.week = from.readDouble(in);
        levels.month = from.readDouble(in);
        levels.strike = from.readDouble(in);
        levels.auditOff = in.readBoolean();
    }

    private static void write(int[] numbers, StateFormat to, DataOutputView out)
            throws IOException {
        to.writeNumber(numbers.length, out);
        for (int number : numbers) {
            to.writeNumber(number, out);
        }
    }

    private static int[] readInts(StateFormat from, DataInputView in) throws IOException {
        int[] numbers = new int[(int) from.readNumber(in)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (int) from.readNumber(in);
        }
        return numbers;
    }

    private static void write(List<String> texts, StateFormat to, DataOutputView out)
            throws IOException {
        to.writeNumber(texts.size(), out);
        for (String text : texts) {
            to.writeText(text, out);
        }
    }

    private static void read(List<String> texts, StateFormat from, DataInputView in)
            throws IOException {
        int count = (int) from.readNumber(in);
        for (int i = 0; i < count; i++) {
            texts.add(from.readText(in));
        }
    }

    @Override
    public TypeSerializerSnapshot<AgentState> snapshotConfiguration() {
        return new AgentStateSnapshot();
    }

    /** Its name stands in savepoints. */
    public static final class AgentStateSnapshot extends Snapshot<AgentState> {
        public AgentStateSnapshot() {
            super(VERSION, AgentStateSerializer::new);
        }
    }
}
