package io.fusewire.enforcer;

import io.fusewire.actions.TargetWriter;

import java.io.Serializable;

/** Makes the writer of one parallel instance, where it runs. */
public interface TargetWriterFactory extends Serializable {

    TargetWriter create();
}
