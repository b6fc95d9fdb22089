package io.fusewire.cli.demo;

import java.time.Instant;

/**
 * One audit record on its way to the stream.
 *
 * @param deliveredAt when the trail hands it over: after the call, by seconds, and in no order
 * @param eventTime when the call was made
 * @param eventId {@code eventID}; a second trail's copy has the same
 * @param account the account whose trail holds it: the key under which a forwarder sends it
 * @param message the EventBridge event as JSON in UTF-8
 */
record FleetRecord(
        Instant deliveredAt, Instant eventTime, String eventId, String account, byte[] message) {}
