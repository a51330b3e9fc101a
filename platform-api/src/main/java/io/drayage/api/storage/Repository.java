package io.drayage.api.storage;

import java.time.Instant;

/**
 * A repository of the registry.
 *
 * @param name what the distribution protocol calls its name, such as {@code library/alpine}
 * @param tags how many tags it has
 * @param manifests how many manifests, with tags and without
 * @param blobs how many different blobs may be fetched from it
 * @param bytes their size together; other repositories may have some of them as well
 * @param createdAt when something was first pushed to it
 */
public record Repository(
    String name, long tags, long manifests, long blobs, long bytes, Instant createdAt) {}
