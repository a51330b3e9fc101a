package io.drayage.api.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A push that moved a tag, or its deletion.
 *
 * @param number grows with time
 * @param from the digest before; absent when the tag was new
 * @param to the digest since; absent when it was deleted
 * @param by on whose behalf; absent where nobody knows
 */
public record TagChange(
    long number, @Nullable String from, @Nullable String to, @Nullable String by, Instant at) {}
