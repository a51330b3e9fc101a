package io.drayage.bundle;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What the other side of the gap has already. Thread-safe. */
public interface HeldContent {

  /**
   * Where the other side has a blob.
   *
   * @param repository the one that needs it, by its name at the source
   * @return repositories by their names at the source; none when it has to be sent
   */
  List<RepositoryName> repositoriesWith(Descriptor blob, RepositoryName repository)
      throws IOException;

  /** Whether the other side has a manifest, with all that it names. */
  default boolean hasManifest(Digest manifest) {
    return false;
  }

  /** The earlier bundle that this knowledge comes from, by the digest of its contents. */
  default Optional<Digest> bundle() {
    return Optional.empty();
  }
}
