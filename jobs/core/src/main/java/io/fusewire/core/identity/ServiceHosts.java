package io.fusewire.core.identity;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/** Reads the host names with which AWS services sign {@code invokedBy} and the source address. */
final class ServiceHosts {

    private static final String SUFFIX = ".amazonaws.com";
    private static final String CHINA_SUFFIX = ".amazonaws.com.cn";

    /** Hosts that forward what a person does; they cause nothing themselves. */
    private static final Set<String> FORWARDERS =
            Set.of("signin.amazonaws.com", "console.amazonaws.com");

    private ServiceHosts() {}

    /**
     * A service's host, {@code name.amazonaws.com} in every partition, or null if the text is no
     * such host: {@code AWS Internal}, an address, nothing.
     */
    static @Nullable String normalise(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.endsWith(CHINA_SUFFIX) && text.length() > CHINA_SUFFIX.length()) {
            return text.substring(0, text.length() - ".cn".length());
        }
        return text.endsWith(SUFFIX) && text.length() > SUFFIX.length() ? text : null;
    }

    /**
     * Whether the text names the managed MCP server of a service: {@code aws-mcp}, {@code eks-mcp}
     * …
     */
    static boolean isMcp(@Nullable String text) {
        String host = normalise(text);
        return host != null
                && host.endsWith("-mcp" + SUFFIX)
                && host.indexOf('.') == host.length() - SUFFIX.length();
    }

    static boolean isSignIn(@Nullable String text) {
        return "signin.amazonaws.com".equals(normalise(text));
    }

    /**
     * The service that makes calls on a principal's behalf, or null if the text names none. An MCP
     * server is none: it hands on what its agent asks for, so the call is the agent's own.
     */
    static @Nullable String cause(@Nullable String text) {
        String host = normalise(text);
        return host == null || FORWARDERS.contains(host) || isMcp(host) ? null : host;
    }
}
