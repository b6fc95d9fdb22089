package io.fusewire.enforcer;

import java.net.URI;

/** Which addresses messages may go to. */
final class Addresses {

    private Addresses() {}

    /**
     * Whether an address is https, or http on this machine, and holds no password.
     *
     * @param allowsPlain whether http is allowed beyond this machine
     */
    static boolean isFit(String text, boolean allowsPlain) {
        try {
            URI uri = URI.create(text.strip());
            boolean isHere = "127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost());
            boolean isProtected =
                    "https".equals(uri.getScheme())
                            || ("http".equals(uri.getScheme()) && (isHere || allowsPlain));
            return uri.getHost() != null && uri.getUserInfo() == null && isProtected;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
