package io.drayage.registry;

import java.util.Objects;

/**
 * How an upload that another process can go on with is sent.
 *
 * @param rule what is sent in chunks; what is not starts over when its process dies
 */
public record Chunking(ChunkRule rule, UploadTrail trail) {
  public Chunking {
    Objects.requireNonNull(rule);
    Objects.requireNonNull(trail);
  }
}
