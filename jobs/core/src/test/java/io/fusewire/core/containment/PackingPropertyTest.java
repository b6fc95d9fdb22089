package io.fusewire.core.containment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.containment.Packing.Level;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Whatever is asked for, in whatever order: nothing is lost, no limit exceeded. */
class PackingPropertyTest {

    private static final String ROLE = "arn:aws:iam::111122223333:role/coder";

    /** What may happen to a ledger. */
    record Change(DenyEntry opened, int action, long atMillis) {

        TargetLedger applyTo(TargetLedger ledger) {
            return switch (action) {
                case 0 -> ledger.withProbation(opened.agent(), atMillis);
                case 1 -> ledger.without(opened.agent());
                case 2 -> ledger.collectedAt(atMillis);
                default -> ledger.with(opened);
            };
        }
    }

    @Provide
    Arbitrary<DenyEntry> entries() {
        Arbitrary<String> agents = Arbitraries.integers().between(0, 30).map(n -> "agent-" + n);
        Arbitrary<DenyKind> kinds =
                Arbitraries.frequencyOf(
                        Tuple.of(8, Arbitraries.just(DenyKind.USER_ID)),
                        Tuple.of(2, Arbitraries.just(DenyKind.SIGN_IN_SESSION)),
                        Tuple.of(1, Arbitraries.just(DenyKind.ROLE_SESSIONS)));
        Arbitrary<String> names =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(2).ofMaxLength(64);
        Arbitrary<Long> times = Arbitraries.longs().between(0, 100_000);
        Arbitrary<List<Long>> spared =
                Arbitraries.longs().between(0, 100).map(n -> n * 1_000).list().ofMaxSize(3);
        return Combinators.combine(agents, kinds, names, times, spared)
                .as(
                        (agent, kind, name, at, spares) ->
                                DenyEntry.open(
                                                agent,
                                                kind,
                                                kind == DenyKind.ROLE_SESSIONS
                                                        ? ROLE
                                                        : "AROAX:" + name,
                                                ROLE,
                                                at)
                                        .sparing(kind == DenyKind.USER_ID ? spares : List.of()));
    }

    @Provide
    Arbitrary<List<DenyEntry>> manyEntries() {
        return entries().list().ofMaxSize(250);
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        return Combinators.combine(
                        entries(),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.longs().between(0, 200_000_000))
                .as(Change::new)
                .list()
                .ofMaxSize(120);
    }

    private static TargetLedger ledger(PolicyHolder holder, List<DenyEntry> entries) {
        TargetLedger ledger = TargetLedger.empty(new Target(holder, ROLE));
        for (DenyEntry entry : entries) {
            ledger = ledger.with(entry);
        }
        return ledger;
    }

    @Property(tries = 200)
    void everyEntryIsNamedOrCoveredAndNoLimitIsExceeded(
            @ForAll("manyEntries") List<DenyEntry> entries,
            @ForAll PolicyHolder holder,
            @ForAll @IntRange(max = 10_000) int others) {
        TargetLedger ledger = ledger(holder, entries);
        int othersCharacters = Math.min(others, holder.charactersMax());
        Packing packing = ledger.pack(othersCharacters, List.of());

        String text = packing.document().text();
        for (DenyEntry entry : ledger.entries()) {
            boolean named =
                    entry.kind() == DenyKind.ROLE_SESSIONS
                            ? text.contains("FusewireRole")
                            : text.contains('"' + entry.value() + '"');
            assertThat(named || packing.unnamed().contains(entry)).isTrue();
        }
        assertThat(packing.unnamed().isEmpty() || packing.level() != Level.EXACT).isTrue();
        assertThat(packing.level() == Level.EXACT || text.contains("\"FusewireAll")).isTrue();
        if (packing.level() != Level.TOO_LARGE && !ledger.isEmpty()) {
            assertThat(text.length() + othersCharacters)
                    .isLessThanOrEqualTo(holder.charactersMax());
        }
    }

    @Property(tries = 200)
    void theOrderOfArrivalDoesNotShowInTheBytes(
            @ForAll("manyEntries") List<DenyEntry> entries,
            @ForAll PolicyHolder holder,
            @ForAll long seed) {
        List<DenyEntry> distinct = new ArrayList<>();
        for (DenyEntry entry : entries) {
            if (distinct.stream().noneMatch(entry::isSameAs)) {
                distinct.add(entry);
            }
        }
        List<DenyEntry> shuffled = new ArrayList<>(distinct);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(ledger(holder, shuffled).pack()).isEqualTo(ledger(holder, distinct).pack());
    }

    @Property(tries = 200)
    void theStateAloneGivesTheDocument(@ForAll("changes") List<Change> changes) {
        TargetLedger ledger = TargetLedger.empty(Target.role(ROLE));
        for (Change change : changes) {
            ledger = change.applyTo(ledger);
        }
        TargetLedger restored =
                new TargetLedger(
                        ledger.target(), new ArrayList<>(ledger.entries()), ledger.saturated());
        assertThat(restored.pack().document().text()).isEqualTo(ledger.pack().document().text());
    }

    @Property(tries = 200)
    void collectingNeverTakesAnOpenEntryAway(
            @ForAll("changes") List<Change> changes, @ForAll @LongRange(min = 0) long nowMillis) {
        TargetLedger ledger = TargetLedger.empty(Target.role(ROLE));
        for (Change change : changes) {
            ledger = change.applyTo(ledger);
        }
        List<DenyEntry> open = ledger.entries().stream().filter(e -> !e.probation()).toList();
        assertThat(ledger.collectedAt(nowMillis).entries()).containsAll(open);
    }

    @Property(tries = 200)
    void everyStatementHasAnIdOfItsOwn(@ForAll("changes") List<Change> changes) {
        TargetLedger ledger = TargetLedger.empty(Target.role(ROLE));
        for (Change change : changes) {
            ledger = change.applyTo(ledger);
            assertThat(ledger.pack().document().statements())
                    .extracting(DenyStatement::sid)
                    .doesNotHaveDuplicates()
                    .allMatch(sid -> sid.matches("Fusewire[A-Za-z0-9]+"));
        }
    }
}
