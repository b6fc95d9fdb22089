package io.fusewire.core.detection;

/**
 * A resource for which an approval was used up.
 *
 * @param approvalId the approval
 * @param key resource key, or the id of an event that names none
 */
public record ApprovedResource(String approvalId, String key) {}
