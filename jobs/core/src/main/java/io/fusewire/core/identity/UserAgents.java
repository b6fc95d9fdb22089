package io.fusewire.core.identity;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a user agent claims. The client controls it, so a mark in it can only make a principal an
 * agent, and its absence proves nothing.
 *
 * <p>Sources of the marks: AWS CLI v2 {@code useragent.py} (pull requests 10485 and 10584, July
 * 2026) for the feature ids; Amazon Q, AWS Labs MCP servers and Claude Code name themselves. An
 * {@code app/<id>} says what somebody put into an environment variable: it counts only where a
 * policy lists it by a {@code userAgent} glob.
 */
final class UserAgents {

    /** Feature ids that AWS CLI v2 puts behind {@code m/} when an agent started it. */
    private static final Map<String, String> CLIENT_BY_FEATURE_ID =
            Map.ofEntries(
                    Map.entry("AN", "claude-code"),
                    Map.entry("AO", "gemini-cli"),
                    Map.entry("AP", "codex"),
                    Map.entry("AQ", "kiro"),
                    Map.entry("AR", "opencode"),
                    Map.entry("AS", "antigravity"),
                    Map.entry("AT", "amp"),
                    Map.entry("AU", "pi"),
                    Map.entry("AV", "copilot-cli"),
                    Map.entry("AW", "cursor"),
                    Map.entry("AX", "kiro-ide"));

    /** Starts of products that name an agent, and what the evidence calls them. */
    private static final Map<String, String> MARK_BY_PRODUCT =
            Map.of(
                    "AmazonQ-For-CLI", "AmazonQ-For-CLI",
                    "AmazonQ-For-IDE", "AmazonQ-For-IDE",
                    "awslabs/mcp/", "awslabs/mcp",
                    "claude-code/", "claude-code");

    private static final Map<String, String> CLIENT_BY_MARK =
            Map.of(
                    "AmazonQ-For-CLI", "amazon-q",
                    "AmazonQ-For-IDE", "amazon-q",
                    "claude-code", "claude-code");

    /** Front ends of the console that call without a browser's user agent. */
    private static final List<String> CONSOLE_FRONT_ENDS =
            List.of("S3Console/", "AWS Console ", "EC2ConsoleFrontend", "signin.amazonaws.com");

    private UserAgents() {}

    /** The user agent without the square brackets that S3 and others put around it. */
    static @Nullable String unbracketed(@Nullable String userAgent) {
        if (userAgent == null
                || userAgent.length() < 2
                || userAgent.charAt(0) != '['
                || userAgent.charAt(userAgent.length() - 1) != ']') {
            return userAgent;
        }
        return userAgent.substring(1, userAgent.length() - 1);
    }

    /**
     * Marks of agents in a user agent, in its own order, each once: feature ids such as {@code AQ},
     * else product names. At most one per known mark.
     */
    static List<String> marks(@Nullable String userAgent) {
        List<String> marks = new ArrayList<>();
        if (userAgent == null) {
            return marks;
        }
        if (ServiceHosts.isMcp(userAgent)) {
            marks.add(userAgent);
            return marks;
        }
        int start = 0;
        while (start < userAgent.length()) {
            int end = userAgent.indexOf(' ', start);
            end = end < 0 ? userAgent.length() : end;
            if (userAgent.startsWith("m/", start)) {
                addFeatureIds(userAgent, start + 2, end, marks);
            } else {
                addProduct(userAgent, start, marks);
            }
            start = end + 1;
        }
        return marks;
    }

    /** The list is unordered and has ids of one and two letters: only whole ids count. */
    private static void addFeatureIds(String userAgent, int from, int to, List<String> marks) {
        int start = from;
        while (start < to) {
            int comma = userAgent.indexOf(',', start);
            int end = comma < 0 || comma > to ? to : comma;
            String id = userAgent.substring(start, end);
            if (CLIENT_BY_FEATURE_ID.containsKey(id) && !marks.contains(id)) {
                marks.add(id);
            }
            start = end + 1;
        }
    }

    private static void addProduct(String userAgent, int start, List<String> marks) {
        int product = userAgent.startsWith("exec-env/", start) ? start + 9 : start;
        for (Map.Entry<String, String> known : MARK_BY_PRODUCT.entrySet()) {
            if (userAgent.startsWith(known.getKey(), product)
                    && !marks.contains(known.getValue())) {
                marks.add(known.getValue());
            }
        }
    }

    /** The client that the first telling mark names, or null if none does. */
    static @Nullable String client(List<String> marks) {
        for (String mark : marks) {
            String client = CLIENT_BY_FEATURE_ID.getOrDefault(mark, CLIENT_BY_MARK.get(mark));
            if (client != null) {
                return client;
            }
        }
        return null;
    }

    /** Whether a browser, or the console on a browser's behalf, claims to have called. */
    static boolean isBrowser(@Nullable String userAgent) {
        if (userAgent == null) {
            return false;
        }
        if (userAgent.startsWith("Mozilla/")) {
            return true;
        }
        String host = ServiceHosts.normalise(userAgent);
        if (host != null && host.startsWith("console.")) {
            return true;
        }
        for (String frontEnd : CONSOLE_FRONT_ENDS) {
            if (userAgent.startsWith(frontEnd)) {
                return true;
            }
        }
        return false;
    }
}
