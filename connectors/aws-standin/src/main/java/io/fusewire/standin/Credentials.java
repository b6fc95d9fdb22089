package io.fusewire.standin;

import org.jspecify.annotations.Nullable;

/**
 * What a caller signs with.
 *
 * @param accessKeyId {@code AKIA…} of a user, {@code ASIA…} of a session
 * @param secretAccessKey any text: signatures are not checked
 * @param sessionToken of a session; null for a user's key
 */
public record Credentials(
        String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {}
