package io.drayage.storage.domain.access;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who has shown who he is.
 *
 * @param until when what he has shown expires
 */
public record Admission(Caller caller, Optional<Instant> until) {}
