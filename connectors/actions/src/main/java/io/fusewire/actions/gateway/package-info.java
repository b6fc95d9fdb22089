/**
 * Telling gateways and identity providers which sessions are revoked: by a signed webhook, and by
 * Security Event Tokens of the Continuous Access Evaluation Profile.
 */
@NullMarked
package io.fusewire.actions.gateway;

import org.jspecify.annotations.NullMarked;
