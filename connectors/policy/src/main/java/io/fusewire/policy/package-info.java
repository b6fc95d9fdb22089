/**
 * Policy files and control messages (policies, verdicts, holds, approvals), read into the domain's
 * model.
 *
 * <p>Strict: whatever a text holds that no setting explains is a problem, and all problems of a
 * text are reported at once, each with its place. Parses text only; who reads files or topics, and
 * when a policy takes effect, is decided elsewhere.
 */
@NullMarked
package io.fusewire.policy;

import org.jspecify.annotations.NullMarked;
