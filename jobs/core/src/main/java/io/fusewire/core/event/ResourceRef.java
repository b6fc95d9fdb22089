package io.fusewire.core.event;

/**
 * One resource that a record names.
 *
 * @param key one string per resource however it is named (id, name or ARN): account, region,
 *     service, parent if any, and the id reduced from its ARN. Equal keys mean the same resource.
 * @param type the CloudFormation type where one is known ({@code AWS::EC2::Instance}), else {@code
 *     service:noun}; an attribute, not part of the identity
 * @param id the id as the record gives it, for people
 */
public record ResourceRef(String key, String type, String id) {}
