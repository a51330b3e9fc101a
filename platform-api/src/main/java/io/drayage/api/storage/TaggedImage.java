package io.drayage.api.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tag with what it points at.
 *
 * @param bytes the size of the manifest and of all blobs that it and its children need, each once
 * @param pushedAt when it was last pushed, to a new digest or the same
 * @param pulledAt when it or its manifest was last pulled, some seconds late; absent if never
 */
public record TaggedImage(
    String tag,
    String digest,
    String mediaType,
    long bytes,
    Instant pushedAt,
    @Nullable Instant pulledAt) {}
