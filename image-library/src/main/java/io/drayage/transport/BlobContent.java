package io.drayage.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * A blob that is being read, and its length in bytes when the place knows it (schema 1 manifests do
 * not say it).
 */
public record BlobContent(InputStream stream, OptionalLong length) implements AutoCloseable {
  @Override
  public void close() throws IOException {
    stream.close();
  }
}
