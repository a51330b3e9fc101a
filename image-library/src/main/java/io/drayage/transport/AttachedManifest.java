package io.drayage.transport;

import io.drayage.image.RawManifest;
import java.io.IOException;

/**
 * A destination whose name is one of cosign's tags: what is there may hold signatures that the
 * source does not have, which must not be lost.
 */
public interface AttachedManifest {

  /** The manifest that is there now; a {@link ContentNotFoundException} when there is none. */
  RawManifest attached() throws IOException;
}
