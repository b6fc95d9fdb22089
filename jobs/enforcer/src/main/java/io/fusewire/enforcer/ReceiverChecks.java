package io.fusewire.enforcer;

import io.fusewire.jobs.Setting;
import io.fusewire.jobs.Settings;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is checked alike of whoever is told something: pagers and gateways. */
final class ReceiverChecks {

    private final Settings settings;
    private final String deed;

    /**
     * @param settings whose problems are added to
     * @param deed what is done to a receiver: {@code paged}, {@code told}
     */
    ReceiverChecks(Settings settings, String deed) {
        this.settings = settings;
        this.deed = deed;
    }

    /** Whether receivers are of {@code names}, each at most once. */
    boolean areKnown(Setting<List<String>> setting, List<String> receivers, List<String> names) {
        Set<String> once = new HashSet<>();
        for (String receiver : receivers) {
            if (!names.contains(receiver) || !once.add(receiver)) {
                settings.addProblem(
                        setting.problem(
                                "must name each of "
                                        + String.join(", ", names)
                                        + " at most once and nothing else",
                                settings.textOf(setting)));
                return false;
            }
        }
        return true;
    }

    /** Whether what a receiver needs is given. */
    boolean isGiven(Setting<String> setting, String receiver) {
        if (given(setting) == null) {
            settings.addProblem(setting.key() + " must be given where " + receiver + " is " + deed);
            return false;
        }
        return true;
    }

    /** A text without the spaces around it; null if nothing is left. */
    @Nullable String given(Setting<String> setting) {
        String text = settings.textOf(setting).strip();
        return text.isEmpty() ? null : text;
    }
}
