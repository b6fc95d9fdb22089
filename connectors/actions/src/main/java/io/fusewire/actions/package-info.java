/**
 * What containment decides, as calls to AWS: data that can be shown before anything is called.
 *
 * <p>{@link io.fusewire.actions.ActionPlanner} makes {@link io.fusewire.actions.PlannedAction}s out
 * of decisions; {@link io.fusewire.actions.PolicyStatements} reads policies back. No decision is
 * made here. What calls AWS is in {@code aws}.
 */
@NullMarked
package io.fusewire.actions;

import org.jspecify.annotations.NullMarked;
