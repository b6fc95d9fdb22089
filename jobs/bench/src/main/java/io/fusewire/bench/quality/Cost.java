package io.fusewire.bench.quality;

/**
 * What a detector's thinking took over the test blocks.
 *
 * @param detector contestant
 * @param events that it scored
 * @param nanos wall time in all
 */
record Cost(String detector, long events, long nanos) {

    double nanosPerEvent() {
        return events == 0 ? 0 : (double) nanos / events;
    }
}
