package io.drayage.storage.domain.scrub;

import io.drayage.image.Digest;
import java.io.IOException;

/** What a store of blobs can do with one that is damaged. */
public interface Quarantine {
  /** Takes the bytes away from their digest and keeps them; nothing happens when there are none. */
  void setAside(Digest digest) throws IOException;
}
