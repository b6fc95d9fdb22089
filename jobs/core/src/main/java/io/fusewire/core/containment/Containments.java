package io.fusewire.core.containment;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The containments of one target that are not over, in the order in which they were asked for.
 * Whatever else is to be said of one is published at once, under a number that counts; of one that
 * was just opened only once its write was asked for, if it can be, so that its time is told, too.
 */
final class Containments {

    private final Target target;
    private final List<Containment> all;
    private final Consumer<DeskEffect> effects;
    private final Set<DenyEntry> opened = new LinkedHashSet<>();

    Containments(Target target, List<Containment> known, Consumer<DeskEffect> effects) {
        this.target = target;
        this.all = new ArrayList<>(known);
        this.effects = effects;
    }

    List<Containment> all() {
        return Collections.unmodifiableList(all);
    }

    boolean isFull() {
        return all.size() == TargetLedger.ENTRIES_MAX;
    }

    boolean anyMatch(Predicate<Containment> which) {
        return all.stream().anyMatch(which);
    }

    /** Whether the policy has to say an entry for one of them. */
    boolean need(DenyEntry entry) {
        return anyMatch(known -> known.needs(entry));
    }

    /** Those that are held, one for each decision. */
    List<Containment> firstOfEachDecision() {
        Map<String, Containment> first = new LinkedHashMap<>();
        for (Containment known : all) {
            if (known.isHeld()) {
                first.putIfAbsent(known.tripCase().decisionId(), known);
            }
        }
        return List.copyOf(first.values());
    }

    /** A later trip of the same agent in the same session, or a hold, takes over. */
    @Nullable Containment supersede(DenyEntry entry) {
        for (Containment known : all) {
            if (known.entry().isSameAs(entry)) {
                all.remove(known);
                return known;
            }
        }
        return null;
    }

    void open(Containment containment) {
        all.add(containment);
        opened.add(containment.entry());
    }

    /** Changes some and publishes those of which something else is to be said. */
    void update(Predicate<Containment> which, UnaryOperator<Containment> change) {
        for (int i = 0; i < all.size(); i++) {
            Containment known = all.get(i);
            if (which.test(known)) {
                Containment changed = change.apply(known);
                all.set(i, changed);
                if (!isSaidOf(changed).equals(isSaidOf(known))) {
                    publish(i);
                }
            }
        }
    }

    /** Changes what is told with the next thing that is said. */
    void updateQuietly(UnaryOperator<Containment> change) {
        all.replaceAll(change);
    }

    void removeLifted() {
        all.removeIf(known -> known.state() == OutcomeState.LIFTED);
    }

    void publishOpened() {
        for (int i = 0; i < all.size(); i++) {
            if (opened.contains(all.get(i).entry())) {
                publish(i);
            }
        }
        opened.clear();
    }

    private void publish(int index) {
        Containment published = all.get(index).edit().published().done();
        all.set(index, published);
        effects.accept(new DeskEffect.Publish(isSaidOf(published)));
    }

    private ContainmentOutcome isSaidOf(Containment containment) {
        return ContainmentOutcome.of(target, containment);
    }
}
