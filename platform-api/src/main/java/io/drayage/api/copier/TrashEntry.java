package io.drayage.api.copier;

import java.time.Instant;

/**
 * A tag that a run removed and that can be restored.
 *
 * @param digest of what it named
 * @param kept the tag that names it until then
 */
public record TrashEntry(
    long id,
    String sync,
    long run,
    String tag,
    String digest,
    String kept,
    Instant removedAt,
    Instant expiresAt) {}
