/**
 * One CloudTrail record as a reader found it, before anybody judged it, and its translation into an
 * {@link io.fusewire.core.event.AuditEvent}.
 *
 * <p>{@link io.fusewire.core.record.CloudTrailRecord} and {@link io.fusewire.core.record.FieldTape}
 * are filled again and again by one reader: they are the only mutable, reused types on the way from
 * bytes to event.
 */
@NullMarked
package io.fusewire.core.record;

import org.jspecify.annotations.NullMarked;
