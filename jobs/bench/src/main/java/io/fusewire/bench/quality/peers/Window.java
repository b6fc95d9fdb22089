package io.fusewire.bench.quality.peers;

import java.util.ArrayDeque;

/** A sum over a sliding window of event time. */
final class Window {

    private record Entry(long atMillis, double value) {}

    private final long lengthMillis;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private double sum;

    Window(long lengthMillis) {
        this.lengthMillis = lengthMillis;
    }

    /** Adds a value and gives the sum of the window that ends with it. */
    double add(long atMillis, double value) {
        entries.addLast(new Entry(atMillis, value));
        sum += value;
        while (!entries.isEmpty() && entries.getFirst().atMillis() <= atMillis - lengthMillis) {
            sum -= entries.removeFirst().value();
        }
        return sum;
    }
}
