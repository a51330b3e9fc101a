package io.drayage.api.copier;

import java.time.Instant;

/**
 * Somebody who is told of runs.
 *
 * @param version counts the changes, from 1
 */
public record WebhookResource(
    String name, int version, WebhookSpec spec, Instant createdAt, Instant changedAt) {}
