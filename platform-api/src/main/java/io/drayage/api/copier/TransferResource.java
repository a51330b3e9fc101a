package io.drayage.api.copier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a run does, or did, with one image.
 *
 * @param action {@code copy}, {@code none} for one that is there already, or {@code delete}
 * @param state {@code pending}, {@code running}, {@code unchanged}, {@code copied}, {@code
 *     deleted}, {@code failed} or {@code skipped}
 * @param sourceDigest of the manifest at the source when it was planned
 * @param digest of the manifest at the destination, afterwards
 * @param bytes how many bytes are to be read from the source
 * @param moved how many were written at the destination
 * @param attempts how often it was begun
 * @param reason why it is as it is
 */
public record TransferResource(
    long id,
    String source,
    String destination,
    String action,
    String state,
    @Nullable String sourceDigest,
    @Nullable String digest,
    long bytes,
    long moved,
    int attempts,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String reason) {}
