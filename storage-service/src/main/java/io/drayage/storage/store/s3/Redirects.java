package io.drayage.storage.store.s3;

import java.net.URI;
import java.util.Optional;

/** Whether clients are sent to S3 for a blob. */
@FunctionalInterface
public interface Redirects {
  Redirects NONE = _ -> Optional.empty();

  /** The address at which a client may fetch the object for a while. */
  Optional<URI> to(StoredObject object);
}
