package io.fusewire.actions.page;

import io.fusewire.actions.page.SecretFile.SecretException;
import io.fusewire.core.delivery.Message;

import java.net.http.HttpRequest;

/** Somebody outside who is told something over HTTP. */
public interface Receiver {

    /** Its name; no two have the same. */
    String name();

    /**
     * The request that carries a message.
     *
     * @throws SecretException if its secret cannot be used
     */
    HttpRequest.Builder request(Message message, long nowMillis) throws SecretException;

    /**
     * Reads its secrets once.
     *
     * @throws SecretException if one cannot be used
     */
    void check() throws SecretException;

    /** How often it is told again of what is open; 0 for never. */
    default long refreshMillis() {
        return 0;
    }
}
