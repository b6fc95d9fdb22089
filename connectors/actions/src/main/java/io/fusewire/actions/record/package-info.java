/**
 * Records of incidents: as JSON in a canonical form, chained by hash so that one that is missing or
 * was altered shows, and as OCSF findings.
 */
@NullMarked
package io.fusewire.actions.record;

import org.jspecify.annotations.NullMarked;
