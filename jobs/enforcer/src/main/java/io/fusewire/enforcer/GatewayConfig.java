package io.fusewire.enforcer;

import io.fusewire.actions.gateway.GatewaySettings;
import io.fusewire.actions.gateway.Gateways;
import io.fusewire.jobs.Setting;
import io.fusewire.jobs.Settings;

import java.util.List;

/** The part of the configuration that says which gateways are told of revoked sessions. */
final class GatewayConfig {

    private static final String WEBHOOK = "webhook";
    private static final String CAEP = "caep";

    static final Setting<List<String>> RECEIVERS =
            Setting.optionalList(
                    "gateways.receivers",
                    "Who is told of sessions that are revoked and set free, beside AWS: `webhook`,"
                            + " `caep`, one or both. Nobody unless it is given.");
    static final Setting<Boolean> DRY_RUN =
            Setting.flag("gateways.dry-run", false, "Log what would be sent, and send nothing.");
    static final Setting<String> WEBHOOK_URL =
            Setting.text(
                    "gateways.webhook.url",
                    "",
                    "Where `session.revoked` and `session.released` go.");
    static final Setting<String> WEBHOOK_SECRET_FILE =
            Setting.text(
                    "gateways.webhook.secret-file",
                    "",
                    "File with the secret that messages are signed with: `whsec_` and 24 to 64"
                            + " bytes in base64.");
    static final Setting<String> CAEP_URL =
            Setting.text(
                    "gateways.caep.url",
                    "",
                    "Where Security Event Tokens are pushed to, by RFC 8935.");
    static final Setting<String> CAEP_ISSUER =
            Setting.text("gateways.caep.issuer", "", "`iss` of the tokens, as the stream has it.");
    static final Setting<String> CAEP_AUDIENCE =
            Setting.text(
                    "gateways.caep.audience", "", "`aud` of the tokens, as the stream has it.");
    static final Setting<String> CAEP_KEY_FILE =
            Setting.text(
                    "gateways.caep.key-file",
                    "",
                    "File with the private JSON Web Key that signs the tokens, as `fusewire keys"
                            + " generate` makes one. Not one that signs control messages.");
    static final Setting<String> CAEP_TOKEN_FILE =
            Setting.text(
                    "gateways.caep.bearer-token-file",
                    "",
                    "File with the bearer token of the stream, if it wants one.");

    /** In the order of the documentation. */
    static final List<Setting<?>> SETTINGS =
            List.of(
                    RECEIVERS,
                    DRY_RUN,
                    WEBHOOK_URL,
                    WEBHOOK_SECRET_FILE,
                    CAEP_URL,
                    CAEP_ISSUER,
                    CAEP_AUDIENCE,
                    CAEP_KEY_FILE,
                    CAEP_TOKEN_FILE);

    private final Settings settings;
    private final ReceiverChecks checks;

    private GatewayConfig(Settings settings) {
        this.settings = settings;
        this.checks = new ReceiverChecks(settings, "told");
    }

    /**
     * Reads what is configured; what is wrong is added to the settings' problems.
     *
     * @return who is told; nobody if anything is wrong
     */
    static GatewaySettings read(Settings settings) {
        return new GatewayConfig(settings).read();
    }

    private GatewaySettings read() {
        List<String> receivers = settings.ifFit(RECEIVERS);
        Boolean isDryRun = settings.ifFit(DRY_RUN);
        if (receivers == null
                || isDryRun == null
                || !checks.areKnown(RECEIVERS, receivers, Gateways.NAMES)
                || !areComplete(receivers)) {
            return GatewaySettings.NOBODY;
        }
        GatewaySettings read =
                new GatewaySettings(
                        receivers,
                        isDryRun,
                        checks.given(WEBHOOK_URL),
                        checks.given(WEBHOOK_SECRET_FILE),
                        checks.given(CAEP_URL),
                        checks.given(CAEP_ISSUER),
                        checks.given(CAEP_AUDIENCE),
                        checks.given(CAEP_KEY_FILE),
                        checks.given(CAEP_TOKEN_FILE));
        new Gateways(read)
                .problems()
                .forEach((name, what) -> settings.addProblem("gateways." + name + ": " + what));
        return read;
    }

    private boolean areComplete(List<String> receivers) {
        boolean isRight = true;
        if (receivers.contains(WEBHOOK)) {
            isRight &= isUrl(WEBHOOK_URL, WEBHOOK) & checks.isGiven(WEBHOOK_SECRET_FILE, WEBHOOK);
        }
        if (receivers.contains(CAEP)) {
            isRight &= isUrl(CAEP_URL, CAEP) & checks.isGiven(CAEP_ISSUER, CAEP);
            isRight &= checks.isGiven(CAEP_AUDIENCE, CAEP) & checks.isGiven(CAEP_KEY_FILE, CAEP);
        }
        return isRight;
    }

    private boolean isUrl(Setting<String> setting, String receiver) {
        if (!checks.isGiven(setting, receiver)) {
            return false;
        }
        if (Addresses.isFit(settings.textOf(setting), false)) {
            return true;
        }
        settings.addProblem(
                setting.key()
                        + " must be an https URL, or http on this machine, without a password; it"
                        + " is not");
        return false;
    }
}
