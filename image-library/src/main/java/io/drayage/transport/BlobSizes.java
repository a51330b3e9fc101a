package io.drayage.transport;

import io.drayage.image.Digest;
import java.io.IOException;

/** A source that can tell the size of a blob without opening it. */
public interface BlobSizes {

  /**
   * The size in bytes.
   *
   * @throws ContentNotFoundException when there is no such blob
   */
  long blobSize(Digest blob) throws IOException;
}
