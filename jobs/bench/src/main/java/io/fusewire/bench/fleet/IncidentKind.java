package io.fusewire.bench.fleet;

/**
 * A way in which an agent goes wrong.
 *
 * @param name {@code delete-and-recreate}
 * @param description one sentence for the table's reader
 * @param unseen whether it is kept from every tuning, of limits and of design
 */
public record IncidentKind(String name, String description, boolean unseen) {}
