package io.fusewire.detector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hands out the records of one sort key name by name, so that the states of two accounts or agents
 * that share a key never run into one another.
 *
 * <p>The first name's records pass at once. Those of another are put aside until the first name's
 * are over; they are rare, and few enough for memory.
 *
 * @param <T> a record
 */
final class NameByName<T> {

    /** Takes the records of one name after those of the other. */
    interface Receiver<T> {
        /** The next record of the name, in the order in which they came. */
        void accept(T record) throws Exception;

        /** The name's records are over. */
        void end() throws Exception;
    }

    private final Receiver<T> receiver;
    private final Map<String, List<T>> aside = new LinkedHashMap<>();
    private @Nullable String first;

    NameByName(Receiver<T> receiver) {
        this.receiver = receiver;
    }

    /** Whether there was no record yet: before a key's first, and after {@link #end}. */
    boolean isEmpty() {
        return first == null;
    }

    void add(String name, T record) throws Exception {
        if (first == null) {
            first = name;
        }
        if (first.equals(name)) {
            receiver.accept(record);
        } else {
            aside.computeIfAbsent(name, unknown -> new ArrayList<>()).add(record);
        }
    }

    /** The key's records are over. */
    void end() throws Exception {
        receiver.end();
        for (List<T> records : aside.values()) {
            for (T record : records) {
                receiver.accept(record);
            }
            receiver.end();
        }
        aside.clear();
        first = null;
    }
}
