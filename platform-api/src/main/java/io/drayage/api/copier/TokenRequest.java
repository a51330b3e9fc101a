package io.drayage.api.copier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token to be made.
 *
 * @param name 1 to 64 lower-case letters, digits, dots, dashes and underscores
 * @param role {@code reader}, {@code operator} or {@code admin}
 * @param tenant whose things alone it is good for; for everything when absent
 * @param expires when it is no longer good; never when absent
 */
public record TokenRequest(
    @Nullable String name,
    @Nullable String role,
    @Nullable String tenant,
    @Nullable Instant expires) {}
