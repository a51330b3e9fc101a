package io.drayage.storage.domain.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A change that was recorded.
 *
 * @param id the same in the audit and at each delivery, however often that is tried
 */
public record Event(UUID id, Instant at, Author author, Change change) {}
