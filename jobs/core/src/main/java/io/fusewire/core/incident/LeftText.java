package io.fusewire.core.incident;

import io.fusewire.core.containment.StillRunning;
import io.fusewire.core.incident.LeftBehind.Kind;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lines of a page on what an agent left behind. What was done to one thing often is one entry. */
final class LeftText {

    /** Things of a kind named one by one; of more only how many calls there were. */
    static final int OF_A_KIND_NAMED_MAX = 5;

    private static final int NAME_MAX = 300;
    private static final int SENTENCE_MAX = 1_500;

    private final List<LeftBehind> left;

    LeftText(List<LeftBehind> left) {
        this.left = left;
    }

    /** What works on. */
    List<String> running() {
        List<String> lines = new ArrayList<>();
        for (Kind kind : List.of(Kind.STACK, Kind.EXECUTION, Kind.ROLE)) {
            for (List<LeftBehind> group : named(kind)) {
                lines.add(PlainText.line(done(group) + " " + sentence(group), SENTENCE_MAX));
            }
            addRest(kind, lines);
        }
        if (left.stream().anyMatch(each -> each.call().equals("DeleteStack"))) {
            lines.add(StillRunning.WHAT_KEEPS_RESOURCES);
        }
        return lines;
    }

    private static String sentence(List<LeftBehind> group) {
        return String.join(" ", group.get(0).whatToDo());
    }

    /** What is off, with the commands by which it is on again. */
    List<String> toDo() {
        List<String> lines = new ArrayList<>();
        for (Kind kind : List.of(Kind.TRAIL, Kind.WATCHER)) {
            for (List<LeftBehind> group : named(kind)) {
                lines.add(done(group));
                lines.addAll(group.get(0).whatToDo());
            }
            addRest(kind, lines);
        }
        return lines;
    }

    private List<List<LeftBehind>> named(Kind kind) {
        return groups(kind).stream().limit(OF_A_KIND_NAMED_MAX).toList();
    }

    private List<List<LeftBehind>> groups(Kind kind) {
        Map<List<String>, List<LeftBehind>> groups = new LinkedHashMap<>();
        for (LeftBehind each : left) {
            if (each.kind() == kind) {
                groups.computeIfAbsent(
                                List.of(each.eventSource(), each.call(), each.id(), each.region()),
                                thing -> new ArrayList<>())
                        .add(each);
            }
        }
        return List.copyOf(groups.values());
    }

    /** Who did what, when. */
    private static String done(List<LeftBehind> group) {
        LeftBehind first = group.get(0);
        LeftBehind last = group.get(group.size() - 1);
        String times =
                group.size() == 1
                        ? "at " + Instant.ofEpochMilli(first.atMillis())
                        : group.size()
                                + " times, the last at "
                                + Instant.ofEpochMilli(last.atMillis());
        return "Since it was decided: "
                + PlainText.line(first.call(), NAME_MAX)
                + (first.id().isEmpty() ? "" : " of " + PlainText.line(first.id(), NAME_MAX))
                + " "
                + times
                + " in session "
                + PlainText.line(last.session(), NAME_MAX)
                + ".";
    }

    private void addRest(Kind kind, List<String> lines) {
        int calls = groups(kind).stream().mapToInt(List::size).sum();
        int rest = calls - named(kind).stream().mapToInt(List::size).sum();
        if (calls == LeftBehind.OF_A_KIND_MAX) {
            lines.add("And perhaps more of this kind: fusewire.observations has every call.");
        } else if (rest > 0) {
            lines.add("And " + rest + " further calls: the record of the incident has them.");
        }
    }
}
