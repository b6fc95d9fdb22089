package io.fusewire.enforcer;

import io.fusewire.actions.page.MessageSender;

import java.io.Serializable;

/** Makes the sender of one parallel instance, where it runs. */
public interface MessageSenderFactory extends Serializable {

    MessageSender create();
}
