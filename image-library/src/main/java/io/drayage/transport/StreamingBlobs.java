package io.drayage.transport;

import io.drayage.image.Descriptor;
import io.drayage.image.MediaType;
import io.drayage.registry.Body;
import java.io.IOException;
import java.io.InputStream;

/**
 * A destination that can take a blob whose digest and size only its last byte tells: what comes out
 * of a compressor. Registries need the digest at the end only; folders and archives need nothing.
 */
public interface StreamingBlobs {

  /**
   * Stores everything the stream has, under its SHA-256 digest. Nothing is stored when the stream
   * fails. Does not close the stream.
   *
   * @return the digest and size in bytes of what was stored
   */
  Descriptor putBlob(MediaType type, InputStream content) throws IOException;

  /**
   * The same with content that may be made again: a place that can lose its connection asks for
   * that instead of failing.
   */
  default Descriptor putBlob(MediaType type, Body content) throws IOException {
    try (InputStream in = content.open(0)) {
      return putBlob(type, in);
    }
  }
}
