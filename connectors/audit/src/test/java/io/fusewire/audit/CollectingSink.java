package io.fusewire.audit;

import io.fusewire.core.record.CloudTrailRecord;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Keeps what a reader found, records as text. */
final class CollectingSink implements RecordSink {

    final List<String> records = new ArrayList<>();
    final List<String> eventIds = new ArrayList<>();
    final List<Long> digests = new ArrayList<>();
    final List<DeadLetter> deadLetters = new ArrayList<>();
    final Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);

    @Override
    public void record(CloudTrailRecord record) {
        records.add(RecordText.of(record));
        eventIds.add(record.eventId);
        digests.add(record.digest);
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        deadLetters.add(letter);
    }

    @Override
    public void skipped(SkipReason reason) {
        skipped.merge(reason, 1, Integer::sum);
    }

    int total() {
        return records.size()
                + deadLetters.size()
                + skipped.values().stream().mapToInt(Integer::intValue).sum();
    }
}
