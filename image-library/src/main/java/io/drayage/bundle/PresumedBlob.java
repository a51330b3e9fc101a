package io.drayage.bundle;

import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import java.util.List;

/**
 * A blob that images of a bundle need and that is not in it, because the other side has it.
 *
 * @param size in bytes
 * @param repositories where the other side has it, by the names they have at the source
 */
public record PresumedBlob(Digest digest, long size, List<RepositoryName> repositories) {

  public PresumedBlob {
    repositories = List.copyOf(repositories);
  }
}
