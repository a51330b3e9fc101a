package io.drayage.api.copier;

import java.time.Instant;

/**
 * A version of a policy.
 *
 * @param version counts the changes, from 1
 * @param changedAt when this version was made
 */
public record PolicyResource(String name, int version, PolicySpec spec, Instant changedAt) {}
