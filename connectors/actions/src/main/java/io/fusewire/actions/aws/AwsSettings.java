package io.fusewire.actions.aws;

import org.jspecify.annotations.Nullable;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How AWS is called.
 *
 * <table>
 * <caption>keys; durations as ISO 8601 has them</caption>
 * <tr><th>key</th><th>default</th><th>rule</th></tr>
 * <tr><td>{@code aws.call-timeout}</td><td>{@code PT5S}</td><td>100 ms to 1 min, for one call</td></tr>
 * <tr><td>{@code aws.write-timeout}</td><td>{@code PT15S}</td><td>100 ms to 5 min, for all calls of one
 *     target and the wait for a thread</td></tr>
 * <tr><td>{@code aws.threads}</td><td>8</td><td>1 to 64 writes at a time</td></tr>
 * <tr><td>{@code aws.queue-max}</td><td>256</td><td>1 to 10000 writes that wait; one more is
 *     unconfirmed at once</td></tr>
 * <tr><td>{@code aws.access-key-id}, {@code aws.secret-access-key}, {@code aws.session-token}</td>
 *     <td>the SDK's chain</td><td>the first two together</td></tr>
 * <tr><td>{@code aws.account.ID.…}, {@code aws.account.default.…}</td><td></td><td>for one account, for
 *     all others: {@code partition}, {@code region}, {@code endpoint}, {@code role-arn}, {@code
 *     external-id}, {@code session-name}, {@code organizations-account}</td></tr>
 * </table>
 *
 * @param callTimeout for one call
 * @param writeTimeout for all of one target
 * @param threads writes at a time
 * @param queueMax writes that wait
 * @param accessKeyId own key; null for the SDK's default chain of providers
 * @param secretAccessKey null with the key
 * @param sessionToken null for none
 * @param accounts by account id
 * @param otherAccounts for accounts that are not listed
 */
public record AwsSettings(
        Duration callTimeout,
        Duration writeTimeout,
        int threads,
        int queueMax,
        @Nullable String accessKeyId,
        @Nullable Secret secretAccessKey,
        @Nullable Secret sessionToken,
        Map<String, AccountAccess> accounts,
        AccountAccess otherAccounts)
        implements Serializable {

    private static final String PREFIX = "aws.";
    private static final String ACCOUNT = "aws.account.";
    private static final String DEFAULT = "default";
    private static final Pattern ACCOUNT_ID = Pattern.compile("[0-9]{12}");
    private static final Pattern ROLE_ARN =
            Pattern.compile(
                    "arn:[a-z{}-]+:iam::([0-9]{12}|\\{account\\}):role/[A-Za-z0-9_+=,.@/-]+");
    private static final Pattern SESSION_NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{2,64}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{3,32}");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[A-Za-z0-9_+=,.@:/-]{2,1224}");
    private static final Pattern PARTITION = Pattern.compile("aws(-[a-z]+)*");

    public AwsSettings {
        accounts = Map.copyOf(accounts);
    }

    /**
     * Reads the keys that begin with {@code aws.}; others are somebody else's.
     *
     * @throws AwsSettingsException naming all that is wrong
     */
    public static AwsSettings of(Map<String, String> values) throws AwsSettingsException {
        Reader reader = new Reader(values);
        AwsSettings settings = reader.settings();
        if (!reader.problems.isEmpty()) {
            throw new AwsSettingsException(reader.problems);
        }
        return settings;
    }

    AccountAccess access(String account) {
        return accounts.getOrDefault(account, otherAccounts);
    }

    /** The key that says something of an account: its own if it is listed. */
    String keyOf(String account, String name) {
        return ACCOUNT + (accounts.containsKey(account) ? account : DEFAULT) + "." + name;
    }

    /** Takes the keys one by one, so that what is left over is known to be unknown. */
    private static final class Reader {

        private final Map<String, String> left = new TreeMap<>();
        private final List<String> problems = new ArrayList<>();

        Reader(Map<String, String> values) {
            values.forEach(
                    (key, value) -> {
                        if (key.startsWith(PREFIX)) {
                            left.put(key, value.trim());
                        }
                    });
        }

        AwsSettings settings() {
            Duration least = Duration.ofMillis(100);
            Duration call = duration("aws.call-timeout", "PT5S", least, Duration.ofMinutes(1));
            Duration write = duration("aws.write-timeout", "PT15S", least, Duration.ofMinutes(5));
            if (write.compareTo(call) < 0) {
                problems.add(
                        "aws.write-timeout must be aws.call-timeout or more, but was '"
                                + write
                                + "'");
            }
            int threads = number("aws.threads", 8, 64);
            int queue = number("aws.queue-max", 256, 10_000);
            String key = left.remove("aws.access-key-id");
            Secret secret = secret("aws.secret-access-key");
            if ((key == null) != (secret == null)) {
                problems.add(
                        "aws.access-key-id and aws.secret-access-key must be given together, but"
                                + " only one was");
            }
            Secret token = secret("aws.session-token");
            Map<String, AccountAccess> accounts = accounts();
            AccountAccess others = accounts.remove(DEFAULT);
            left.keySet()
                    .forEach(
                            name ->
                                    problems.add(
                                            name + " must be a key that is known, but is not"));
            return new AwsSettings(
                    call,
                    write,
                    threads,
                    queue,
                    key,
                    secret,
                    token,
                    accounts,
                    others == null
                            ? new AccountAccess(
                                    null, null, null, null, null, AccountAccess.SESSION_NAME, null)
                            : others);
        }

        private Map<String, AccountAccess> accounts() {
            Map<String, AccountAccess> accounts = new LinkedHashMap<>();
            for (String key : List.copyOf(left.keySet())) {
                if (!key.startsWith(ACCOUNT) || !left.containsKey(key)) {
                    continue;
                }
                String id = key.substring(ACCOUNT.length()).split("\\.", 2)[0];
                if (!id.equals(DEFAULT) && !ACCOUNT_ID.matcher(id).matches()) {
                    left.remove(key);
                    problems.add(
                            key
                                    + " must name an account of 12 digits or 'default', but was '"
                                    + id
                                    + "'");
                    continue;
                }
                accounts.put(id, account(ACCOUNT + id + "."));
            }
            return accounts;
        }

        private AccountAccess account(String prefix) {
            String name = text(prefix + "session-name", SESSION_NAME, "a role session's name");
            String externalId = left.remove(prefix + "external-id");
            if (externalId != null && !EXTERNAL_ID.matcher(externalId).matches()) {
                problems.add(
                        prefix
                                + "external-id must be 2 to 1224 characters that AWS takes, but was '******'");
            }
            return new AccountAccess(
                    text(prefix + "partition", PARTITION, "a partition like 'aws-cn'"),
                    text(prefix + "region", REGION, "a region like 'us-east-1'"),
                    endpoint(prefix + "endpoint"),
                    text(prefix + "role-arn", ROLE_ARN, "a role's ARN"),
                    externalId == null ? null : new Secret(externalId),
                    name == null ? AccountAccess.SESSION_NAME : name,
                    text(
                            prefix + "organizations-account",
                            ACCOUNT_ID,
                            "an account's id of 12 digits"));
        }

        private @Nullable String text(String key, Pattern pattern, String rule) {
            String value = left.remove(key);
            if (value != null && !pattern.matcher(value).matches()) {
                problems.add("%s must be %s, but was '%s'".formatted(key, rule, value));
                return null;
            }
            return value;
        }

        private @Nullable Secret secret(String key) {
            String value = left.remove(key);
            return value == null ? null : new Secret(value);
        }

        private @Nullable URI endpoint(String key) {
            String value = left.remove(key);
            if (value == null) {
                return null;
            }
            try {
                URI uri = URI.create(value);
                boolean isLoopback =
                        "127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost());
                boolean isEncrypted = "https".equals(uri.getScheme());
                if (uri.getHost() != null
                        && uri.getUserInfo() == null
                        && (isEncrypted || (isLoopback && "http".equals(uri.getScheme())))) {
                    return uri;
                }
            } catch (IllegalArgumentException e) {
                // Falls through to the same message: the rule covers both.
            }
            problems.add(
                    key
                            + " must be an https URL, or http on this machine, without a password;"
                            + " it is not");
            return null;
        }

        private Duration duration(String key, String byDefault, Duration least, Duration most) {
            String value = left.remove(key);
            try {
                Duration duration = Duration.parse(value == null ? byDefault : value);
                if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                    return duration;
                }
            } catch (DateTimeParseException e) {
                // Falls through to the same message: the rule covers both.
            }
            problems.add(
                    "%s must be a duration from %s to %s, but was '%s'"
                            .formatted(key, least, most, value));
            return Duration.parse(byDefault);
        }

        private int number(String key, int byDefault, int most) {
            String value = left.remove(key);
            if (value == null) {
                return byDefault;
            }
            try {
                int number = Integer.parseInt(value);
                if (number >= 1 && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Falls through to the same message: the rule covers both.
            }
            problems.add(
                    "%s must be a whole number from 1 to %d, but was '%s'"
                            .formatted(key, most, value));
            return byDefault;
        }
    }
}
