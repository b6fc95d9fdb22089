package io.fusewire.actions.page;

import io.fusewire.core.delivery.Message;
import io.fusewire.core.incident.Page;

/** Says pages as one receiver takes them; its name is one of {@link Pagers#NAMES}. */
interface Pager extends Receiver {

    /** What a page is to it, without secrets and without what is known only when it is sent. */
    Message message(Page page);
}
