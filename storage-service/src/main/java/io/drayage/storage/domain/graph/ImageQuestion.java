package io.drayage.storage.domain.graph;

import io.drayage.image.Digest;
import io.drayage.image.PlatformChoice;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which image somebody asks about.
 *
 * @param platform which image of an index; without one, all of them
 * @param visible the repositories that the asker may pull from: others are not spoken of
 */
public record ImageQuestion(
    RepositoryPath repository,
    Version version,
    Optional<PlatformChoice> platform,
    Predicate<RepositoryPath> visible) {

  /** How the image is named in its repository. */
  public sealed interface Version {
    /** By a tag. */
    record Tagged(Tag tag) implements Version {}

    /** By its digest. */
    record Exact(Digest digest) implements Version {}
  }
}
