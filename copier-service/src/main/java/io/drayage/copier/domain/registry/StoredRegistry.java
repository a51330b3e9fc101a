package io.drayage.copier.domain.registry;

import io.drayage.api.copier.RegistrySpec;
import io.drayage.image.RegistryHost;
import java.time.Instant;

/**
 * A registry that somebody described.
 *
 * @param version counts the changes, from 1
 */
public record StoredRegistry(
    RegistryHost host, int version, RegistrySpec spec, Instant createdAt, Instant changedAt) {}
