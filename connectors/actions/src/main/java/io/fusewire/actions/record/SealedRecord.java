package io.fusewire.actions.record;

/**
 * A record of an incident, chained to the one before it.
 *
 * @param key of the incident
 * @param head what the chain ends in with this record
 * @param json the record, one line
 * @param finding the same as an OCSF finding, one line; empty if it is not about a decision
 */
public record SealedRecord(String key, ChainHead head, String json, String finding) {}
