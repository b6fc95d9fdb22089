package io.fusewire.actions.page;

import io.fusewire.actions.page.SecretFile.SecretException;
import io.fusewire.core.delivery.Message;
import io.fusewire.core.incident.Page;

import java.net.http.HttpRequest;

/** Says pages as one receiver takes them. */
interface Pager {

    /** One of {@link Pagers#NAMES}. */
    String name();

    /** What a page is to it, without secrets and without what is known only when it is sent. */
    Message message(Page page);

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
