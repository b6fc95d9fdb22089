/**
 * Bytes of audit records, in whatever container they come, read into {@link
 * io.fusewire.core.record.CloudTrailRecord}.
 *
 * <p>{@link io.fusewire.audit.AuditReader} is the entry; what it finds goes to a {@link
 * io.fusewire.audit.RecordSink}. Nothing here judges a record, and nothing here may import Flink,
 * Kafka or jackson-databind: the hot path builds no tree.
 */
@NullMarked
package io.fusewire.audit;

import org.jspecify.annotations.NullMarked;
