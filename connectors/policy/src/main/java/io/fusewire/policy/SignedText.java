package io.fusewire.policy;

/**
 * What a signed control message says.
 *
 * @param messageId its {@code jti}: never used again
 * @param issuedAtMillis its {@code iat}, milliseconds since the epoch
 * @param statement what is said, in the name of those who signed it
 */
public record SignedText(String messageId, long issuedAtMillis, Statement statement) {}
