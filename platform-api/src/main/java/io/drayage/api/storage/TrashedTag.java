package io.drayage.api.storage;

import java.time.Instant;

/** A tag in the trash. */
public record TrashedTag(String repository, String tag, String digest, Instant pushedAt) {}
