package io.drayage.api.copier;

import java.time.Instant;

/**
 * A sync.
 *
 * @param version counts the changes, from 1
 */
public record SyncResource(
    String name, int version, SyncSpec spec, Instant createdAt, Instant changedAt) {}
