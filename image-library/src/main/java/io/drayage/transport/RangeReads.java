package io.drayage.transport;

import io.drayage.image.Descriptor;
import java.io.IOException;
import java.io.InputStream;

/** A source that can read a blob from an offset on, so that a broken transfer goes on. */
public interface RangeReads {

  /**
   * Opens a blob from an offset, in bytes. The stream is <em>not</em> verified: whoever joins the
   * parts does that. The caller closes it.
   */
  InputStream blobFrom(Descriptor blob, long offset) throws IOException;
}
