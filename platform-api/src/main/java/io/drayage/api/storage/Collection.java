package io.drayage.api.storage;

import java.time.Instant;

/**
 * A collection of garbage that did something or was asked for.
 *
 * @param cause {@code request} or {@code schedule}
 * @param removed how many blobs were removed
 * @param bytes how many bytes they had
 * @param uploads how many uploads were given up
 */
public record Collection(
    long number,
    String cause,
    Instant startedAt,
    Instant endedAt,
    long removed,
    long bytes,
    long uploads) {}
