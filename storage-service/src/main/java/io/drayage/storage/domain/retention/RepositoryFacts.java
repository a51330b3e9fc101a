package io.drayage.storage.domain.retention;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a plan needs to know about a repository, as it is at one moment.
 *
 * @param children the manifests that each index lists
 * @param held digests that tags in the trash point at
 */
public record RepositoryFacts(
    RepositoryPath repository,
    List<TagFact> tags,
    Map<Digest, ManifestFact> manifests,
    Map<Digest, Set<Digest>> children,
    Set<Digest> held) {

  public RepositoryFacts {
    tags = List.copyOf(tags);
    manifests = Map.copyOf(manifests);
    children = Map.copyOf(children);
    held = Set.copyOf(held);
  }

  /** A tag; {@code pulledAt} is the last pull of it or of its manifest. */
  public record TagFact(Tag tag, Digest digest, Instant pushedAt, Optional<Instant> pulledAt) {}

  /** A manifest. */
  public record ManifestFact(
      Digest digest, Instant pushedAt, Optional<Instant> pulledAt, Optional<Digest> subject) {
    Instant usedAt() {
      return pulledAt.filter(pulled -> pulled.isAfter(pushedAt)).orElse(pushedAt);
    }
  }
}
