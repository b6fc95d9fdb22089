package io.fusewire.core.identity;

import org.jspecify.annotations.Nullable;

/**
 * A session and whose it is.
 *
 * @param session session key
 * @param principalArn ARN of the role or user behind it; of a federated session its caller's. Null
 *     where no record told it
 */
public record SessionPrincipal(String session, @Nullable String principalArn) {}
