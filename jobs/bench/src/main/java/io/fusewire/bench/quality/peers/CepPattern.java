package io.fusewire.bench.quality.peers;

import io.fusewire.bench.quality.Detector;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.inventory.AccountEvent;

import org.apache.flink.api.common.typeutils.base.EnumSerializer;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.nfa.compiler.NFACompiler.NFAFactory;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Patterns of Flink CEP over one principal's calls within an hour: N calls that destroy what it did
 * not make, or a protection removed and then a quarter as many. The score is the largest N of
 * {@link #SIZES} whose pattern the event completes, so that a threshold picks the pattern.
 *
 * <p>The library's own automaton is driven as its operator drives it in processing time, by the
 * latest event time seen: nothing waits for a watermark and nothing is dropped for being late, both
 * of which a job in event time would suffer. After a match all that led to it is used up.
 */
public final class CepPattern implements Detector {

    /** N of the patterns; each costs up to N partial matches for every agent. */
    static final List<Integer> SIZES = List.of(2, 3, 4, 6, 8, 12, 16, 32, 64, 128);

    private static final Duration WINDOW = Duration.ofHours(1);

    /** How many deletions after a removed protection count as one deletion without. */
    private static final int DELETIONS_PER_UNGUARDED = 4;

    private static final AfterMatchSkipStrategy SKIP = AfterMatchSkipStrategy.skipPastLastEvent();

    /** What a pattern can ask for. */
    private enum Step {
        FOREIGN_DELETION,
        PROTECTION_REMOVAL
    }

    /** A compiled pattern. */
    private record Compiled(int size, NFAFactory<Step> factory) {}

    private static final List<Compiled> COMPILED = compile();

    private static List<Compiled> compile() {
        List<Compiled> compiled = new ArrayList<>();
        for (int size : SIZES) {
            Pattern<Step, ?> many =
                    Pattern.<Step>begin("deletions", SKIP)
                            .where(SimpleCondition.of(step -> step == Step.FOREIGN_DELETION))
                            .times(size)
                            .within(WINDOW);
            Pattern<Step, ?> unguarded =
                    Pattern.<Step>begin("removal", SKIP)
                            .where(SimpleCondition.of(step -> step == Step.PROTECTION_REMOVAL))
                            .followedBy("deletions")
                            .where(SimpleCondition.of(step -> step == Step.FOREIGN_DELETION))
                            .times(Math.max(1, size / DELETIONS_PER_UNGUARDED))
                            .within(WINDOW);
            compiled.add(new Compiled(size, NFACompiler.compileFactory(many, false)));
            compiled.add(new Compiled(size, NFACompiler.compileFactory(unguarded, false)));
        }
        return compiled;
    }

    private final List<Automaton> automata = new ArrayList<>();
    private long latestMillis = Long.MIN_VALUE;

    public CepPattern() {
        COMPILED.forEach(pattern -> automata.add(new Automaton(pattern)));
    }

    @Override
    public double score(AccountEvent event) {
        latestMillis = Math.max(latestMillis, event.event().eventTimeMillis());
        Step step = stepOf(event);
        if (step == null) {
            return 0;
        }
        int largest = 0;
        for (Automaton automaton : automata) {
            if (automaton.completes(event.chargedAgent(), step, latestMillis)) {
                largest = Math.max(largest, automaton.size);
            }
        }
        return largest;
    }

    private static @Nullable Step stepOf(AccountEvent event) {
        AuditEvent audit = event.event();
        if (!Deeds.isStoppable(event) || audit.outcome() != Outcome.SUCCESS) {
            return null;
        }
        if (audit.effect() == Effect.PROTECTION_REMOVAL) {
            return Step.PROTECTION_REMOVAL;
        }
        return Deeds.foreignDestroyed(event) > 0 ? Step.FOREIGN_DELETION : null;
    }

    /** One pattern's automaton over all principals. */
    private static final class Automaton {
        private final int size;
        private final NFA<Step> nfa;
        private final HeapKeyedStates states = new HeapKeyedStates();
        private final SharedBuffer<Step> buffer;
        private final Map<String, NFAState> agents = new HashMap<>();

        Automaton(Compiled pattern) {
            size = pattern.size();
            nfa = pattern.factory().createNFA();
            buffer = new SharedBuffer<>(states, new EnumSerializer<>(Step.class));
            // It would log the sizes of caches, in a thread of its own.
            buffer.releaseCacheStatisticsTimer();
        }

        boolean completes(String agent, Step step, long atMillis) {
            states.turnTo(agent);
            NFAState state = agents.computeIfAbsent(agent, key -> nfa.createInitialNFAState());
            try (SharedBufferAccessor<Step> accessor = buffer.getAccessor()) {
                nfa.advanceTime(accessor, state, atMillis, SKIP);
                return !nfa.process(accessor, state, step, atMillis, SKIP, () -> atMillis)
                        .isEmpty();
            } catch (Exception e) {
                throw new IllegalStateException("Flink CEP failed", e);
            }
        }
    }
}
