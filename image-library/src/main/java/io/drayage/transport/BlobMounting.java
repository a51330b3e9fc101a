package io.drayage.transport;

import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import java.io.IOException;

/** A destination that can take a blob from another of its repositories without a transfer. */
public interface BlobMounting {

  /**
   * Makes a blob of another repository on the same registry available here.
   *
   * @return whether it is here now; false when the other repository does not have it or may not be
   *     read. What the place began instead serves a put of the blob; closing the destination ends
   *     it.
   */
  boolean mount(Digest blob, RepositoryName from) throws IOException;
}
