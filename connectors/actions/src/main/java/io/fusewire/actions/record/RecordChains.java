package io.fusewire.actions.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks whether chains of records are whole: read in the order of their topic, each record must be
 * what its hash says, and follow the record that it names.
 *
 * <p>A job that was restored from a checkpoint goes on from an earlier record: that is a branch,
 * told and no fault. What was cut off at the end, or made anew from some record on by somebody who
 * may write to the topic, no chain can show by itself: compare {@link #heads} with the hash that
 * the last page of the incident named.
 */
public final class RecordChains {

    private static final ObjectReader JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .build()
                    .reader();

    /** What is to be said of a record. */
    public enum Kind {
        /** It is no record, or lacks what every record has. */
        UNREADABLE(true),
        /** It is not what its hash says. */
        ALTERED(true),
        /** The record that it follows was not there before it: missing, altered or moved. */
        OUT_OF_PLACE(true),
        /** It goes on from an earlier record, as after a restore, or begins the chain anew. */
        BRANCH(false);

        private final boolean isFault;

        Kind(boolean isFault) {
            this.isFault = isFault;
        }

        /** Whether somebody has to look. */
        public boolean isFault() {
            return isFault;
        }
    }

    /**
     * @param index of the message among those that were taken, from 0
     * @param chain name of its chain; null if it could not be read
     * @param text a sentence for people
     */
    public record Finding(Kind kind, int index, @Nullable String chain, String text) {}

    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Map<String, Long>> seen = new HashMap<>();
    private final Map<String, ChainHead> heads = new LinkedHashMap<>();
    private int taken;

    /** Takes the next message of the topic. What is of another type is passed by. */
    public void take(String message) {
        int index = taken++;
        JsonNode record;
        try {
            record = JSON.readTree(message);
        } catch (JsonProcessingException e) {
            add(Kind.UNREADABLE, index, null, "it is not JSON: " + e.getOriginalMessage());
            return;
        }
        judge(index, record);
    }

    /** Takes the next message of the topic, which somebody has read already. */
    public void take(JsonNode message) {
        judge(taken++, message);
    }

    private void judge(int index, JsonNode record) {
        if (record.isObject() && record.path("type").asText().equals("RECORD")) {
            take(index, record);
        } else if (!record.isObject()) {
            add(Kind.UNREADABLE, index, null, "it is no object");
        }
    }

    private void take(int index, JsonNode record) {
        String chain = record.path("chain").asText();
        String hash = record.path("hash").asText();
        long sequence = record.path("sequence").asLong();
        JsonNode previousNode = record.get("previousHash");
        String previous = previousNode == null ? null : previousNode.asText();
        if (chain.isEmpty() || hash.isEmpty() || sequence < 1) {
            add(Kind.UNREADABLE, index, null, "it has no chain, hash or sequence");
            return;
        }
        if (!isWhatItsHashSays(record, hash)) {
            add(Kind.ALTERED, index, chain, "record " + sequence + " is not what its hash says");
            return;
        }
        Map<String, Long> known = seen.computeIfAbsent(chain, unused -> new HashMap<>());
        if (known.containsKey(hash)) {
            // At least once: the same again.
            return;
        }
        place(index, chain, sequence, previous, known);
        known.put(hash, sequence);
        heads.put(chain, new ChainHead(sequence, hash));
    }

    private static boolean isWhatItsHashSays(JsonNode record, String hash) {
        try {
            return IncidentRecords.hashOf(record).equals(hash);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void place(
            int index,
            String chain,
            long sequence,
            @Nullable String previous,
            Map<String, Long> known) {
        if (previous == null) {
            if (sequence != 1) {
                add(
                        Kind.OUT_OF_PLACE,
                        index,
                        chain,
                        "record " + sequence + " follows none, as only the first may");
            } else if (!known.isEmpty()) {
                add(Kind.BRANCH, index, chain, "the chain begins anew");
            }
            return;
        }
        Long before = known.get(previous);
        if (before == null || before != sequence - 1) {
            add(
                    Kind.OUT_OF_PLACE,
                    index,
                    chain,
                    "record "
                            + (sequence - 1)
                            + ", which record "
                            + sequence
                            + " follows, is not before it");
            return;
        }
        ChainHead head = heads.get(chain);
        if (head != null && !previous.equals(head.hash())) {
            add(Kind.BRANCH, index, chain, "the chain goes on from record " + before + " again");
        }
    }

    private void add(Kind kind, int index, @Nullable String chain, String text) {
        findings.add(new Finding(kind, index, chain, text));
    }

    /** What is to be said, in the order of the messages. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Whether nothing is wrong with what was taken. */
    public boolean areWhole() {
        return findings.stream().noneMatch(finding -> finding.kind().isFault());
    }

    /** The latest record of each chain. */
    public Map<String, ChainHead> heads() {
        return Map.copyOf(heads);
    }
}
