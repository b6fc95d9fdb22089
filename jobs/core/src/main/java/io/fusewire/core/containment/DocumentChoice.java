package io.fusewire.core.containment;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Chooses the document to write, and says whether what was read is it.
 *
 * <p>The exact document comes first, as if nobody else had a policy on the target: AWS refuses it
 * if it does not fit, without effect, and only then is it worth the calls to measure what others
 * have.
 */
public final class DocumentChoice {

    private DocumentChoice() {}

    /**
     * The document to begin with.
     *
     * @param kept statements of others in the document, as JSON
     */
    public static Packing first(TargetLedger ledger, List<String> kept) {
        Packing packing = ledger.pack(0, kept);
        return packing.level() == Packing.Level.TOO_LARGE ? ledger.packWidest(kept) : packing;
    }

    /**
     * The document to try after AWS found one too large: what fits the room that was measured, or
     * the bare wider deny, whatever was measured, because only AWS' own count decides.
     *
     * @param othersCharacters size of the holder's other inline policies
     * @return null if there is nothing shorter
     */
    public static @Nullable Packing after(
            Packing refused, TargetLedger ledger, int othersCharacters, List<String> kept) {
        if (ledger.isEmpty()) {
            return null;
        }
        Packing fitting = ledger.pack(othersCharacters, kept);
        if (fitting.level() != Packing.Level.TOO_LARGE && isShorter(fitting, refused)) {
            return fitting;
        }
        Packing widest = ledger.packWidest(kept);
        return isShorter(widest, refused) ? widest : null;
    }

    private static boolean isShorter(Packing packing, Packing than) {
        return packing.document().size() < than.document().size();
    }

    /**
     * Whether a policy says what it has to say: our statements, nothing else of ours, and all that
     * others had in it.
     *
     * @param wanted taken apart by the same reader as what was found
     * @param found none if there is no such policy
     */
    public static boolean agrees(List<PolicyStatement> wanted, List<PolicyStatement> found) {
        return !Drift.between(wanted, found).needsRepair()
                && othersIn(wanted).equals(othersIn(found));
    }

    private static Set<String> othersIn(List<PolicyStatement> statements) {
        Set<String> meanings = new HashSet<>();
        for (PolicyStatement statement : statements) {
            if (!statement.isOurs()) {
                meanings.add(statement.meaning());
            }
        }
        return meanings;
    }
}
