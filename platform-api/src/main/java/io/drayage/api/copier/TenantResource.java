package io.drayage.api.copier;

import java.time.Instant;

/**
 * A tenant.
 *
 * @param version counts the changes, from 1
 */
public record TenantResource(
    String name, int version, TenantSpec spec, Instant createdAt, Instant changedAt) {}
