package io.fusewire.kafka;

/**
 * A message that is written already, with its key.
 *
 * @param key that it is keyed by
 * @param json one line
 */
public record KeyedText(String key, String json) {}
