package io.drayage.transport;

import io.drayage.image.Digest;
import java.io.IOException;
import java.util.Set;

/** A destination that has a place for what belongs to its image. */
public interface ReferrerStorage {

  /**
   * The place for a referrer: its commit stores the manifest so that it is found by its subject, or
   * under cosign's tag. The caller closes it, before this destination.
   *
   * @throws IOException when there is no place for it; the message says what to do
   */
  ImageDestination placeFor(Referrer referrer) throws IOException;

  /** The digests of what is found by its subject here. */
  Set<Digest> listed(Digest subject) throws IOException;
}
