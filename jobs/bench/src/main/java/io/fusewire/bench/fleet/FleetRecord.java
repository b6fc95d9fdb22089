package io.fusewire.bench.fleet;

import org.jspecify.annotations.Nullable;

/**
 * One delivered record and, apart from its bytes, what the labels know about it.
 *
 * @param json the CloudTrail record as a shipper delivers it, UTF-8
 * @param eventId its eventID; a second delivery of a record has the same
 * @param eventTimeMillis its eventTime
 * @param actor id of the {@link Actor} whose act it is; of a cascade's child, of whoever caused it
 * @param incident id of the incident that the act belongs to; null for ordinary work
 * @param lost resources of others that the act destroyed, if it belongs to an incident: resources,
 *     not calls; 0 for everything that failed, for protections removed, and for a second delivery
 */
public record FleetRecord(
        byte[] json,
        String eventId,
        long eventTimeMillis,
        String actor,
        @Nullable String incident,
        int lost) {}
