package io.drayage.api.storage;

import java.time.Instant;

/**
 * A deletion that can be undone until it expires.
 *
 * @param kind {@code tag}, {@code repository} or {@code retention}: what deleted it
 * @param tags how many tags of it are in the trash
 * @param manifests how many manifests
 */
public record Removal(
    long number,
    String kind,
    String by,
    Instant at,
    Instant expiresAt,
    long tags,
    long manifests) {}
