package io.fusewire.actions.page;

import io.fusewire.core.containment.IncidentUpdate.Severity;
import io.fusewire.core.containment.IncidentUpdate.Status;
import io.fusewire.core.incident.Page;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Pages and settings of tests. */
final class TestingPages {

    static final String ROUTING_KEY = "R0utingKeyThatNobodyMustSee00000";
    static final String WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final String TOKEN = "t0kenThatNobodyMustSee";

    private TestingPages() {}

    static Page page(String key, Status status, int revision, String summary) {
        return new Page(
                key,
                status,
                Severity.CRITICAL,
                revision,
                summary,
                "WHO\n  the agent\n",
                key,
                "aws:111122223333:role/Coder/ci-#:agent",
                "111122223333",
                "https://runbooks.example/fusewire",
                System.currentTimeMillis() - 60_000,
                System.currentTimeMillis());
    }

    /** All receivers at one address each, with their secrets in files. */
    static PagerSettings settings(
            Path folder, URI pagerDuty, URI alertmanager, URI webhook, List<String> receivers)
            throws IOException {
        return new PagerSettings(
                receivers,
                false,
                1_000,
                100,
                100,
                5,
                pagerDuty.toString(),
                file(folder, "routing-key", ROUTING_KEY + "\n"),
                alertmanager.toString(),
                file(folder, "token", TOKEN),
                null,
                60_000,
                3_600_000,
                webhook.toString(),
                file(folder, "secret", WEBHOOK_SECRET));
    }

    static String file(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
