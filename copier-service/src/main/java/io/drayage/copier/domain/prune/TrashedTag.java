package io.drayage.copier.domain.prune;

import io.drayage.image.TagReference;
import java.time.Instant;

/**
 * A tag that was removed and can be restored.
 *
 * @param digest of what it named
 * @param kept the tag that names it until it expires
 */
public record TrashedTag(
    long id,
    String sync,
    long run,
    TagReference tag,
    String digest,
    TagReference kept,
    Instant removedAt,
    Instant expiresAt) {}
