package io.fusewire.core.containment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * All that one target's policy has to say, from which its document is built anew for every write.
 *
 * <p>Immutable; the same entries give the same document, whatever the order in which they came. It
 * is the state of the target's one writer.
 *
 * @param target what the policy belongs to
 * @param entries sorted, one per agent, kind and value; at most {@link #ENTRIES_MAX}
 * @param saturated whether an entry found no room in here: the document then is the wider deny,
 *     until the last entry is taken back
 */
public record TargetLedger(Target target, List<DenyEntry> entries, boolean saturated) {

    /** Entries kept one by one: many times what fits into any policy. */
    public static final int ENTRIES_MAX = 4_096;

    public TargetLedger {
        entries = List.copyOf(entries);
    }

    /** A ledger without entries. */
    public static TargetLedger empty(Target target) {
        return new TargetLedger(target, List.of(), false);
    }

    /** Whether nothing is to be denied. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** This ledger with a further entry; one of the same agent, kind and value gives way. */
    public TargetLedger with(DenyEntry entry) {
        List<DenyEntry> changed = new ArrayList<>(entries);
        changed.removeIf(entry::isSameAs);
        if (changed.size() == ENTRIES_MAX) {
            return new TargetLedger(target, entries, true);
        }
        changed.add(entry);
        changed.sort(DenyEntry.ORDER);
        return new TargetLedger(target, changed, saturated);
    }

    /** This ledger after an agent's reset to probation. */
    public TargetLedger withProbation(String agent, long liftedAtMillis) {
        return changing(
                entry -> entry.agent().equals(agent) ? entry.onProbation(liftedAtMillis) : entry);
    }

    private TargetLedger changing(UnaryOperator<DenyEntry> change) {
        return new TargetLedger(target, entries.stream().map(change).toList(), saturated);
    }

    /** This ledger after an agent's breaker was closed: everything of that agent's is gone. */
    public TargetLedger without(String agent) {
        List<DenyEntry> left =
                entries.stream().filter(entry -> !entry.agent().equals(agent)).toList();
        return new TargetLedger(target, left, saturated && !left.isEmpty());
    }

    /** This ledger without entries that nothing can meet any more. */
    public TargetLedger collectedAt(long nowMillis) {
        List<DenyEntry> left =
                entries.stream().filter(entry -> !entry.isGarbageAt(nowMillis)).toList();
        return new TargetLedger(target, left, saturated && !left.isEmpty());
    }

    /** The document, where nobody else has a policy on the target. */
    public Packing pack() {
        return pack(0, List.of());
    }

    /**
     * The document that fits.
     *
     * @param othersCharacters size of the holder's other inline policies, 0 if they do not count
     * @param kept statements of others in the document of ours, as JSON without white space
     */
    public Packing pack(int othersCharacters, List<String> kept) {
        return Packer.pack(this, target.holder().charactersMax() - othersCharacters, kept);
    }

    /**
     * The shortest document that covers every entry: the wider deny alone, named sessions left out.
     *
     * @param kept statements of others in the document of ours, as JSON without white space
     */
    public Packing packWidest(List<String> kept) {
        return new Packing(Packer.pack(this, 0, kept).document(), Packing.Level.WIDENED, entries);
    }
}
