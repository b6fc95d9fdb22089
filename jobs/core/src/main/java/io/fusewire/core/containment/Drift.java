package io.fusewire.core.containment;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a policy that was read back differs from what its ledger says.
 *
 * @param lost statements of ours that are missing or changed: the deny is not in force
 * @param surplus statements with our prefix that nobody asked for: stale, or forged
 * @param others statements of others, as JSON, to be kept
 */
public record Drift(List<String> lost, List<String> surplus, List<String> others) {

    public Drift {
        lost = List.copyOf(lost);
        surplus = List.copyOf(surplus);
        others = List.copyOf(others);
    }

    /**
     * Compares.
     *
     * @param written what was written last, taken apart by the same reader as what was found
     * @param found what stands there now; empty if the policy is gone
     */
    public static Drift between(List<PolicyStatement> written, List<PolicyStatement> found) {
        Set<String> foundMeanings = meanings(found);
        Set<String> writtenMeanings = meanings(written);
        return new Drift(
                written.stream()
                        .filter(PolicyStatement::isOurs)
                        .filter(statement -> !foundMeanings.contains(statement.meaning()))
                        .map(PolicyStatement::json)
                        .toList(),
                found.stream()
                        .filter(PolicyStatement::isOurs)
                        .filter(statement -> !writtenMeanings.contains(statement.meaning()))
                        .map(PolicyStatement::json)
                        .toList(),
                found.stream()
                        .filter(statement -> !statement.isOurs())
                        .map(PolicyStatement::json)
                        .toList());
    }

    private static Set<String> meanings(List<PolicyStatement> statements) {
        Set<String> meanings = new HashSet<>();
        statements.forEach(statement -> meanings.add(statement.meaning()));
        return meanings;
    }

    /** Whether ours has to be written again, with {@link #others} kept. */
    public boolean needsRepair() {
        return !lost.isEmpty() || !surplus.isEmpty();
    }
}
