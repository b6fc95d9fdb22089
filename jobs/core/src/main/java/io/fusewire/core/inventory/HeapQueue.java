package io.fusewire.core.inventory;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * A queue by position, in a ring: positions are put one after the other and leave from the front,
 * so that none has to be searched for.
 *
 * @param <V> what is kept at a position
 */
@SuppressWarnings("NullAway") // A slot that holds nothing is null.
public final class HeapQueue<V> implements KeyedTable<Long, V> {

    private static final int USUAL = 16;

    /** Of a position its lowest bits say where it stands: the length is a power of two. */
    private @Nullable Object[] slots = new Object[USUAL];

    private long head;
    private long tail;
    private int size;

    @Override
    @SuppressWarnings("unchecked") // Only values of that type are put.
    public @Nullable V get(Long position) {
        return isWithin(position) ? (V) slots[slotOf(position)] : null;
    }

    /**
     * @throws IllegalArgumentException if the position is neither in the queue nor its next one
     */
    @Override
    public void put(Long position, V value) {
        if (head == tail) {
            head = position;
            tail = position;
        }
        if (position == tail) {
            append();
        } else if (!isWithin(position)) {
            throw new IllegalArgumentException(
                    "position must be from " + head + " to " + tail + ": " + position);
        }
        int slot = slotOf(position);
        if (slots[slot] == null) {
            size++;
        }
        slots[slot] = value;
    }

    private void append() {
        if (tail - head == slots.length) {
            Object[] before = slots;
            slots = new Object[2 * before.length];
            for (long position = head; position < tail; position++) {
                slots[slotOf(position)] = before[(int) position & before.length - 1];
            }
        }
        tail++;
    }

    @Override
    public void remove(Long position) {
        int slot = slotOf(position);
        if (!isWithin(position) || slots[slot] == null) {
            return;
        }
        slots[slot] = null;
        size--;
        while (head < tail && slots[slotOf(head)] == null) {
            head++;
        }
    }

    /** How many positions hold something. */
    public int size() {
        return size;
    }

    /** Becomes a copy of another queue. */
    void become(HeapQueue<V> other) {
        slots = Arrays.copyOf(other.slots, other.slots.length);
        head = other.head;
        tail = other.tail;
        size = other.size;
    }

    private boolean isWithin(long position) {
        return position >= head && position < tail;
    }

    private int slotOf(long position) {
        return (int) position & slots.length - 1;
    }
}
