package io.drayage.transport;

import io.drayage.image.Descriptor;
import io.drayage.registry.Body;
import io.drayage.registry.Chunking;
import java.io.IOException;

/** A destination that keeps a part of a blob, so that another process can bring the rest. */
public interface ResumableBlobs {

  /**
   * Stores a blob as {@link ImageDestination#putBlob} does, from the last mark of the trail on if
   * the place still knows what it is about. When that fails, what arrived stays for the next
   * attempt.
   */
  void putBlob(Descriptor blob, Body body, Chunking chunking) throws IOException;
}
