package io.fusewire.core.catalogue;

/**
 * Where an operation names a resource, and of what family the name is.
 *
 * @param path to the id, name, ARN or URL
 * @param family what keeps ids of one service apart that would collide otherwise (an IAM role and a
 *     user of one name): lower case, letters and digits only
 */
public record ResourceId(IdPath path, String family) {}
