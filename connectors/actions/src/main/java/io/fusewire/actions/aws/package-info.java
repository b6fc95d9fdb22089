/**
 * Policies written to AWS, by its SDK and, to Organizations, by a small client on the SDK's parts.
 *
 * <p>{@link io.fusewire.actions.aws.AwsIamWriter} makes the calls that {@link
 * io.fusewire.core.containment.DocumentChoice} and {@link io.fusewire.core.containment.CallFailure}
 * ask for; {@link io.fusewire.actions.aws.AwsSettings} is what it is told.
 */
@NullMarked
package io.fusewire.actions.aws;

import org.jspecify.annotations.NullMarked;
