package io.fusewire.policy;

import io.fusewire.core.control.Signer;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A trusted key as a keys file gives it, before anybody has looked at the key itself.
 *
 * @param signer whose it is, and what its holder may do
 * @param jwk the public key's JWK; null if {@code pem} is given
 * @param pem the public key as PEM; null if {@code jwk} is given
 */
public record KeyEntry(Signer signer, @Nullable Map<String, String> jwk, @Nullable String pem) {}
