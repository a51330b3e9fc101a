package io.drayage.copier.domain.tenant;

import io.drayage.api.copier.TenantSpec;
import java.time.Instant;

/**
 * A tenant that an administrator described.
 *
 * @param version counts the changes, from 1
 */
public record StoredTenant(
    String name, int version, TenantSpec spec, Instant createdAt, Instant changedAt) {}
