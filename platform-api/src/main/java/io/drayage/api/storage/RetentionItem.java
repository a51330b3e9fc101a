package io.drayage.api.storage;

import java.time.Instant;

/**
 * What a plan says about a tag or a manifest.
 *
 * @param kind {@code tag} or {@code manifest}
 * @param reference the tag, or the digest of the manifest
 * @param fate {@code goes} or {@code stays}
 * @param reason why
 */
public record RetentionItem(
    String repository,
    String kind,
    String reference,
    String digest,
    String fate,
    String reason,
    Instant pushedAt) {}
