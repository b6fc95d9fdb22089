package io.fusewire.testing;

import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

/** A job's operators that keep something, one instance of each by its uid, driven by hand. */
public final class OperatorHarnesses implements AutoCloseable {

    private final Map<String, AbstractStreamOperatorTestHarness<?>> harnesses =
            new LinkedHashMap<>();

    /** Adds one that is not open yet. */
    public void add(String uid, AbstractStreamOperatorTestHarness<?> harness) {
        harnesses.put(uid, harness);
    }

    /**
     * Opens all of them.
     *
     * @param savepoint by uid; empty to begin with nothing
     */
    public void open(StateBackend backend, Map<String, OperatorSubtaskState> savepoint)
            throws Exception {
        for (var each : harnesses.entrySet()) {
            AbstractStreamOperatorTestHarness<?> harness = each.getValue();
            harness.setStateBackend(backend);
            if (!savepoint.isEmpty()) {
                harness.initializeState(savepoint.get(each.getKey()));
            }
            harness.open();
        }
    }

    /** What is kept, in the format that any state backend reads. */
    public Map<String, OperatorSubtaskState> savepoint() throws Exception {
        Map<String, OperatorSubtaskState> states = new LinkedHashMap<>();
        for (var each : harnesses.entrySet()) {
            states.put(
                    each.getKey(),
                    each.getValue()
                            .snapshotWithLocalState(
                                    1, 1, SavepointType.savepoint(SavepointFormatType.CANONICAL))
                            .getJobManagerOwnedState());
        }
        return states;
    }

    /** The operator of that uid, once all are open. */
    public AbstractStreamOperator<?> operator(String uid) {
        return Objects.requireNonNull(harnesses.get(uid), uid).getOperator();
    }

    /** What an operator gave out since it was last asked. */
    public static <T> List<T> taken(AbstractStreamOperatorTestHarness<T> harness) {
        List<T> values = new ArrayList<>();
        for (Object each : harness.getOutput()) {
            @SuppressWarnings("unchecked")
            StreamRecord<T> record = (StreamRecord<T>) each;
            values.add(record.getValue());
        }
        harness.getOutput().clear();
        return values;
    }

    /** What came on a side output of an operator since it was last asked. */
    public static <T> List<T> taken(
            AbstractStreamOperatorTestHarness<?> harness, OutputTag<T> tag) {
        List<T> values = side(harness, tag);
        if (!values.isEmpty()) {
            harness.getSideOutput(tag).clear();
        }
        return values;
    }

    /** What is on a side output of an operator. */
    public static <T> List<T> side(AbstractStreamOperatorTestHarness<?> harness, OutputTag<T> tag) {
        Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
        return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
    }

    @Override
    public void close() throws Exception {
        for (AbstractStreamOperatorTestHarness<?> harness : harnesses.values()) {
            harness.close();
        }
    }
}
