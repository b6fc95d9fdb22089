package io.fusewire.enforcer;

import io.fusewire.actions.page.DryRunSender;
import io.fusewire.actions.page.HttpSender;
import io.fusewire.actions.page.PagerSettings;
import io.fusewire.actions.page.Pagers;
import io.fusewire.jobs.Setting;
import io.fusewire.jobs.Settings;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The part of the configuration that says who is paged and how. */
final class PagerConfig {

    private static final String PAGERDUTY = "pagerduty";
    private static final String ALERTMANAGER = "alertmanager";
    private static final String WEBHOOK = "webhook";
    private static final String NONE = "none";
    private static final String INFO = "info";

    static final Setting<List<String>> RECEIVERS =
            Setting.optionalList(
                    "pager.receivers",
                    "Who is paged: `pagerduty`, `alertmanager`, `webhook`, one or several. Nobody"
                            + " unless it is given.");
    static final Setting<Boolean> DRY_RUN =
            Setting.flag("pager.dry-run", false, "Log what would be sent, and send nothing.");
    static final Setting<String> SHADOW =
            Setting.choice(
                    "pager.shadow",
                    NONE,
                    List.of(NONE, INFO),
                    "What happens in shadow is not paged, or at the lowest severity.");
    static final Setting<Duration> OPEN_FOR =
            Setting.duration(
                    "pager.open-for",
                    "1d",
                    Duration.ofMinutes(1),
                    Duration.ofDays(30),
                    "How long a page stays open that no reset closes: of an alert, of what is in"
                            + " shadow, of a flood of trips.");
    static final Setting<String> RUNBOOK_URL =
            Setting.text("pager.runbook-url", "", "Where a person reads on; stands in each page.");
    static final Setting<Duration> TIMEOUT =
            Setting.duration(
                    "pager.timeout",
                    "10s",
                    Duration.ofMillis(100),
                    Duration.ofMinutes(1),
                    "How long a receiver may take to answer.");
    static final Setting<Integer> PER_SECOND =
            Setting.number(
                    "pager.messages-per-second",
                    5,
                    1,
                    100,
                    "Messages to one receiver in a second, by all parallel instances together.");
    static final Setting<Integer> BURST =
            Setting.number("pager.burst", 20, 1, 1_000, "Messages to one receiver at once.");
    static final Setting<Integer> UNANSWERED_MAX =
            Setting.number(
                    "pager.unanswered-max",
                    5,
                    1,
                    1_000,
                    "Messages in a row without a certain answer before a receiver counts as down"
                            + " and is asked once in 5 s.");
    static final Setting<Boolean> PLAIN_HTTP =
            Setting.flag(
                    "pager.plain-http",
                    false,
                    "Allow addresses that begin with `http:` beyond this machine: who can listen"
                            + " reads pages and credentials.");
    static final Setting<String> PAGERDUTY_URL =
            Setting.text(
                    "pager.pagerduty.url",
                    PagerSettings.PAGERDUTY_URL,
                    "Where PagerDuty takes events of its Events API v2.");
    static final Setting<String> ROUTING_KEY_FILE =
            Setting.text(
                    "pager.pagerduty.routing-key-file",
                    "",
                    "File with the routing key. Like the other secret files it is read for each"
                            + " message where it is sent, and must be readable on every"
                            + " TaskManager.");
    static final Setting<String> ALERTMANAGER_URL =
            Setting.text(
                    "pager.alertmanager.url",
                    "",
                    "Base address; `api/v2/alerts` is added. Of a cluster name a proxy of its"
                            + " members, or one member.");
    static final Setting<String> BEARER_TOKEN_FILE =
            Setting.text("pager.alertmanager.bearer-token-file", "", "File with a bearer token.");
    static final Setting<String> BASIC_AUTH_FILE =
            Setting.text(
                    "pager.alertmanager.basic-auth-file", "", "File with `user:password` instead.");
    static final Setting<Duration> REPEAT =
            Setting.duration(
                    "pager.alertmanager.repeat",
                    "1min",
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(30),
                    "How often what is open is said again.");
    static final Setting<Duration> ENDS_AFTER =
            Setting.duration(
                    "pager.alertmanager.ends-after",
                    "1h",
                    Duration.ofSeconds(10),
                    Duration.ofDays(7),
                    "How long an open alert outlives the last message about it: an enforcer that"
                            + " is down is not an incident that is over.");
    static final Setting<String> WEBHOOK_URL =
            Setting.text("pager.webhook.url", "", "Where the webhook is.");
    static final Setting<String> WEBHOOK_SECRET_FILE =
            Setting.text(
                    "pager.webhook.secret-file",
                    "",
                    "File with the secret that messages are signed with: `whsec_` and 24 to 64"
                            + " bytes in base64.");

    /** In the order of the documentation. */
    static final List<Setting<?>> SETTINGS =
            List.of(
                    RECEIVERS,
                    DRY_RUN,
                    SHADOW,
                    OPEN_FOR,
                    RUNBOOK_URL,
                    TIMEOUT,
                    PER_SECOND,
                    BURST,
                    UNANSWERED_MAX,
                    PLAIN_HTTP,
                    PAGERDUTY_URL,
                    ROUTING_KEY_FILE,
                    ALERTMANAGER_URL,
                    BEARER_TOKEN_FILE,
                    BASIC_AUTH_FILE,
                    REPEAT,
                    ENDS_AFTER,
                    WEBHOOK_URL,
                    WEBHOOK_SECRET_FILE);

    private final Settings settings;
    private final ReceiverChecks checks;

    private PagerConfig(Settings settings) {
        this.settings = settings;
        this.checks = new ReceiverChecks(settings, "paged");
    }

    /**
     * Reads what is configured; what is wrong is added to the settings' problems.
     *
     * @return who is paged; nobody if anything is wrong
     */
    static PagerSettings read(Settings settings) {
        return new PagerConfig(settings).read();
    }

    private PagerSettings read() {
        List<String> receivers = settings.ifFit(RECEIVERS);
        boolean isRight = receivers != null && checks.areKnown(RECEIVERS, receivers, Pagers.NAMES);
        isRight &= receivers != null && areComplete(receivers);
        String runbook = settings.textOf(RUNBOOK_URL);
        isRight &= runbook.isBlank() || isUrl(RUNBOOK_URL, true);
        if (!isRight || SETTINGS.stream().anyMatch(setting -> settings.ifFit(setting) == null)) {
            return PagerSettings.NOBODY;
        }
        PagerSettings read =
                new PagerSettings(
                        receivers == null ? List.of() : receivers,
                        settings.get(DRY_RUN),
                        settings.get(TIMEOUT).toMillis(),
                        settings.get(PER_SECOND),
                        settings.get(BURST),
                        settings.get(UNANSWERED_MAX),
                        settings.get(PAGERDUTY_URL),
                        checks.given(ROUTING_KEY_FILE),
                        checks.given(ALERTMANAGER_URL),
                        checks.given(BEARER_TOKEN_FILE),
                        checks.given(BASIC_AUTH_FILE),
                        settings.get(REPEAT).toMillis(),
                        settings.get(ENDS_AFTER).toMillis(),
                        checks.given(WEBHOOK_URL),
                        checks.given(WEBHOOK_SECRET_FILE));
        Pagers pagers = new Pagers(read);
        for (String receiver : read.receivers()) {
            String problem = pagers.problem(receiver);
            if (problem != null) {
                settings.addProblem("pager." + receiver + ": " + problem);
            }
        }
        return read;
    }

    private boolean areComplete(List<String> receivers) {
        boolean isRight = true;
        if (receivers.contains(PAGERDUTY)) {
            isRight &= isUrl(PAGERDUTY_URL, false) & checks.isGiven(ROUTING_KEY_FILE, PAGERDUTY);
        }
        if (receivers.contains(ALERTMANAGER)) {
            isRight &=
                    checks.isGiven(ALERTMANAGER_URL, ALERTMANAGER)
                            && isUrl(ALERTMANAGER_URL, false);
            if (checks.given(BEARER_TOKEN_FILE) != null && checks.given(BASIC_AUTH_FILE) != null) {
                settings.addProblem(
                        BEARER_TOKEN_FILE.key()
                                + " and "
                                + BASIC_AUTH_FILE.key()
                                + " must not be given together, but were");
                isRight = false;
            }
        }
        if (receivers.contains(WEBHOOK)) {
            isRight &= checks.isGiven(WEBHOOK_URL, WEBHOOK) && isUrl(WEBHOOK_URL, false);
            isRight &= checks.isGiven(WEBHOOK_SECRET_FILE, WEBHOOK);
        }
        return isRight;
    }

    /** The value is not shown: an address may hold a token. */
    private boolean isUrl(Setting<String> setting, boolean isForPeople) {
        boolean allowsPlain = isForPeople || Boolean.TRUE.equals(settings.ifFit(PLAIN_HTTP));
        if (Addresses.isFit(settings.textOf(setting), allowsPlain)) {
            return true;
        }
        settings.addProblem(
                setting.key()
                        + (isForPeople
                                ? " must be an http or https URL; it is not"
                                : " must be an https URL, or http on this machine or with"
                                        + " pager.plain-http, without a password; it is not"));
        return false;
    }

    /** What the operators need to know of it. */
    static PagingSettings paging(Settings settings, PagerSettings pagers, boolean isRehearsal) {
        String runbook = settings.textOf(RUNBOOK_URL).strip();
        return new PagingSettings(
                pagers,
                settings.get(SHADOW).equals(INFO),
                settings.get(OPEN_FOR).toMillis(),
                runbook.isEmpty() ? null : runbook,
                isRehearsal);
    }

    /** The sender that was chosen. */
    static MessageSenderFactory senders(PagerSettings pagers) {
        return pagers.isDryRun()
                ? DryRunSender::new
                : () -> new HttpSender(pagers, Clock.systemUTC());
    }
}
