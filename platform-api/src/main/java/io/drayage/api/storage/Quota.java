package io.drayage.api.storage;

import org.jspecify.annotations.Nullable;

/**
 * A limit for a repository and all below it, with what they use.
 *
 * @param prefix the repository; empty for the whole registry
 * @param bytes the most bytes; absent when they are not limited
 * @param bytesUsed what the blobs take now, each counted once
 * @param tags the most tags; absent when they are not limited
 */
public record Quota(
    String prefix, @Nullable Long bytes, long bytesUsed, @Nullable Long tags, long tagsUsed) {}
