package io.drayage.api.copier;

import java.time.Instant;

/**
 * A registry that the service knows.
 *
 * @param name its host, as references name it: {@code HOST} or {@code HOST:PORT}
 * @param version counts the changes, from 1
 */
public record RegistryResource(
    String name, int version, RegistrySpec spec, Instant createdAt, Instant changedAt) {}
