package io.drayage.storage.domain;

import java.time.Instant;

/** A repository, with how much is in it; {@code bytes} counts each of its blobs once. */
public record RepositorySummary(
    RepositoryPath name, Content content, long blobs, long bytes, Instant createdAt) {

  /** How many manifests it has and how many tags point at them. */
  public record Content(long tags, long manifests) {}
}
