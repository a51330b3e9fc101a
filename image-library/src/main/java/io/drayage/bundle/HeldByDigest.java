package io.drayage.bundle;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Digests that somebody lists: a blob is then left out of every repository that needs it, a
 * manifest with all that it names.
 */
public record HeldByDigest(Set<Digest> digests) implements HeldContent {

  public HeldByDigest {
    digests = Set.copyOf(digests);
  }

  public HeldByDigest(Collection<Digest> digests) {
    this(Set.copyOf(digests));
  }

  @Override
  public List<RepositoryName> repositoriesWith(Descriptor blob, RepositoryName repository) {
    return digests.contains(blob.digest()) ? List.of(repository) : List.of();
  }

  @Override
  public boolean hasManifest(Digest manifest) {
    return digests.contains(manifest);
  }
}
