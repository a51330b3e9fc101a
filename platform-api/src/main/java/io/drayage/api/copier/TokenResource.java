package io.drayage.api.copier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token, without its secret.
 *
 * @param tenant whose things alone it is good for; for everything when absent
 * @param expires when it is no longer good; never when absent
 * @param usedAt when it was last used, to the minute
 */
public record TokenResource(
    String name,
    String role,
    @Nullable String tenant,
    Instant createdAt,
    @Nullable Instant expires,
    @Nullable Instant usedAt) {}
