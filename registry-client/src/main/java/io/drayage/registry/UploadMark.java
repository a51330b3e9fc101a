package io.drayage.registry;

import java.net.URI;
import java.util.Objects;

/**
 * How far an upload session is, for a process that goes on with it.
 *
 * @param location where the session goes on; may hold a secret of the registry
 * @param offset how many bytes the registry has confirmed
 * @param chunkMinimum the fewest bytes that every chunk but the last must have, 0 if any will do
 *     ({@code OCI-Chunk-Min-Length})
 */
public record UploadMark(URI location, long offset, long chunkMinimum) {
  public UploadMark {
    Objects.requireNonNull(location);
    if (offset < 0 || chunkMinimum < 0) {
      throw new IllegalArgumentException(
          "an upload cannot be at %d with chunks of %d bytes".formatted(offset, chunkMinimum));
    }
  }
}
