package io.drayage.api.copier;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change that somebody made.
 *
 * @param author who made it
 * @param address where the request came from; absent for the service itself
 * @param action such as {@code sync.put}
 * @param subject the name of what was changed
 * @param before what it was, secrets masked; absent when there was nothing
 * @param after what it is, secrets masked; absent when there is nothing
 */
public record AuditEntry(
    long id,
    Instant at,
    String author,
    @Nullable String address,
    String action,
    String subject,
    @Nullable Map<String, Object> before,
    @Nullable Map<String, Object> after) {}
