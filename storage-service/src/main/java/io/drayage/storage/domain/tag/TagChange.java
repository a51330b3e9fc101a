package io.drayage.storage.domain.tag;

import io.drayage.image.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * A push that moved a tag, or its deletion.
 *
 * @param number grows with time
 * @param before where it pointed; nothing when it was new
 * @param after where it points since; nothing when it was deleted
 * @param actor on whose behalf, where that is known
 */
public record TagChange(
    long number,
    Optional<Digest> before,
    Optional<Digest> after,
    Optional<String> actor,
    Instant at) {}
