package io.drayage.api.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A robot: a name with a secret in place of a password.
 *
 * @param expiresAt when its secret is no longer good; absent when it does not expire
 * @param usedAt when it was last used, to the minute; absent when it was not
 */
public record Robot(
    String name, Instant createdAt, @Nullable Instant expiresAt, @Nullable Instant usedAt) {}
