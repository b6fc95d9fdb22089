package io.fusewire.core.incident;

import io.fusewire.core.containment.AuditTask;
import io.fusewire.core.containment.StillRunning;
import io.fusewire.core.containment.WatcherTask;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.event.BlindedTrail;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Something that an agent left behind after it was decided about and that no deny of its sessions
 * ends: audit that is off, work that it handed to a service, or a role that it went on in.
 *
 * @param kind what kind of thing
 * @param call that did it, as the record has it
 * @param eventSource as the record has it
 * @param id what the record names, chosen by whoever made the call; empty if it names nothing
 * @param region where the call was made; empty if not known
 * @param session that made the call
 * @param eventId the record
 * @param atMillis its event time
 * @param isDestroyed whether the thing is gone with all that it held, as a log group, and so counts
 *     among what is lost, too
 */
public record LeftBehind(
        Kind kind,
        String call,
        String eventSource,
        String id,
        String region,
        String session,
        String eventId,
        long atMillis,
        boolean isDestroyed) {

    /** What kind of thing was left; those first that hide what else is done. */
    public enum Kind {
        /** A trail that logs less or nothing. */
        TRAIL,
        /**
         * Something else that watches the account, by the catalogue's word: it was tampered with.
         */
        WATCHER,
        /** A stack that CloudFormation works on. */
        STACK,
        /** An execution of Step Functions. */
        EXECUTION,
        /** A role that was assumed: a session of its own. */
        ROLE
    }

    /**
     * Kept of each kind: the earliest, so that it matters to nothing in which order they are heard
     * of, or how often. Nothing of one kind can crowd out another.
     */
    public static final int OF_A_KIND_MAX = 20;

    /** By kind; of watchers those that are gone anyway come last. */
    private static final Comparator<LeftBehind> IN_ORDER =
            Comparator.comparing(LeftBehind::kind)
                    .thenComparing(LeftBehind::isDestroyed)
                    .thenComparingLong(LeftBehind::atMillis)
                    .thenComparing(LeftBehind::eventId)
                    .thenComparing(LeftBehind::id);

    /**
     * What is known to be left once a call was seen, too.
     *
     * @param known what was left before, as this gave it
     * @return {@code known} itself if the call leaves nothing that is new
     */
    public static List<LeftBehind> after(List<LeftBehind> known, Observation call) {
        List<LeftBehind> all = known;
        for (LeftBehind left : by(call)) {
            all = with(left, all);
        }
        return all;
    }

    private static List<LeftBehind> by(Observation call) {
        if (call.outcome() != Outcome.SUCCESS) {
            return List.of();
        }
        if (call.execution() != null) {
            return List.of(of(call, Kind.EXECUTION, call.execution()));
        }
        if (call.stack() != null) {
            return List.of(of(call, Kind.STACK, call.stack()));
        }
        if (call.eventName().equals("AssumeRole") && call.eventSource().startsWith("sts.")) {
            return List.of(of(call, Kind.ROLE, nameOfSession(call)));
        }
        return call.has(Effect.AUDIT_TAMPERING) ? tamperedWith(call) : List.of();
    }

    /** The reader tells an assumed role by the name of its session. */
    private static String nameOfSession(Observation call) {
        return call.resources().isEmpty() ? "" : call.resources().get(0).id();
    }

    private static List<LeftBehind> tamperedWith(Observation call) {
        if (call.resources().isEmpty()) {
            return List.of(of(call, Kind.WATCHER, ""));
        }
        List<LeftBehind> left = new ArrayList<>();
        for (ResourceRef resource : call.resources()) {
            boolean isTrail = BlindedTrail.isTrail(resource.type());
            left.add(of(call, isTrail ? Kind.TRAIL : Kind.WATCHER, resource.id()));
        }
        return left;
    }

    private static LeftBehind of(Observation call, Kind kind, String id) {
        return new LeftBehind(
                kind,
                call.eventName(),
                call.eventSource(),
                id,
                call.region() == null ? "" : call.region(),
                call.session(),
                call.eventId(),
                call.atMillis(),
                kind == Kind.WATCHER && call.has(Effect.DESTROY));
    }

    private static List<LeftBehind> with(LeftBehind more, List<LeftBehind> known) {
        if (known.stream().anyMatch(each -> IN_ORDER.compare(each, more) == 0)) {
            return known;
        }
        List<LeftBehind> all = new ArrayList<>(known);
        all.add(more);
        all.sort(IN_ORDER);
        List<LeftBehind> ofKind = all.stream().filter(each -> each.kind() == more.kind()).toList();
        if (ofKind.size() <= OF_A_KIND_MAX) {
            return List.copyOf(all);
        }
        LeftBehind last = ofKind.get(OF_A_KIND_MAX);
        if (last.equals(more)) {
            return known;
        }
        all.remove(last);
        return List.copyOf(all);
    }

    /** Whether it works on, rather than being off. */
    public boolean isRunning() {
        return kind == Kind.STACK || kind == Kind.EXECUTION || kind == Kind.ROLE;
    }

    /**
     * What a person must do about it: commands, or a sentence that holds them. Nothing that the
     * record's strings say stands in them but plain names.
     */
    public List<String> whatToDo() {
        return switch (kind) {
            case TRAIL -> AuditTask.ofTrails(List.of(new BlindedTrail(call, id, region, eventId)));
            case WATCHER -> WatcherTask.of(eventSource, call, id, region, eventId);
            case STACK -> List.of(StillRunning.ofStack(call, id, region));
            case EXECUTION -> List.of(StillRunning.ofExecution(id));
            case ROLE -> List.of(StillRunning.ofAssumedRole(eventId, region));
        };
    }
}
