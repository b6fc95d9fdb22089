/**
 * What each AWS operation does: effect, loss, worth, which fields name the resources it acts on and
 * makes, and one key per resource however a record names it.
 *
 * <p>{@link io.fusewire.core.catalogue.Catalogue} is facts without judgement, generated from the
 * tables in {@code src/catalogue} and shipped as one compact resource. {@link
 * io.fusewire.core.catalogue.VerbRule} stands in for operations that it lacks. {@link
 * io.fusewire.core.catalogue.ResourceKeyWriter} turns ids, names and ARNs into keys. Imports
 * nothing but {@code core.event} and the JDK; reading values out of a record is the business of
 * {@code core.record}.
 */
@NullMarked
package io.fusewire.core.catalogue;

import org.jspecify.annotations.NullMarked;
