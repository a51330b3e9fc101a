package io.drayage.copier.domain.sync;

import io.drayage.api.copier.SyncSpec;
import java.time.Instant;

/**
 * A sync that somebody defined.
 *
 * @param version counts the changes, from 1
 */
public record StoredSync(
    String name, int version, SyncSpec spec, Instant createdAt, Instant changedAt) {}
