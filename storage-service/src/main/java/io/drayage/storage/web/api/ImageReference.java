package io.drayage.storage.web.api;

import io.drayage.api.ProblemException;
import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Platform;
import io.drayage.image.PlatformChoice;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.Caller;
import io.drayage.storage.domain.access.Right;
import io.drayage.storage.domain.graph.ImageQuestion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code repository:tag} and {@code repository@digest}; the tag is latest without either. */
final class ImageReference {
  private ImageReference() {}

  /** The question of somebody, who must be allowed to pull the image. */
  static ImageQuestion question(String reference, @Nullable String platform, Caller caller) {
    int at = reference.indexOf('@');
    int colon = reference.lastIndexOf(':');
    String path =
        at >= 0
            ? reference.substring(0, at)
            : colon < 0 ? reference : reference.substring(0, colon);
    try {
      RepositoryPath repository = new RepositoryPath(path);
      caller.require(Right.PULL, repository);
      ImageQuestion.Version version =
          at >= 0
              ? new ImageQuestion.Version.Exact(Digest.parse(reference.substring(at + 1)))
              : new ImageQuestion.Version.Tagged(
                  colon < 0 ? Tag.LATEST : new Tag(reference.substring(colon + 1)));
      return new ImageQuestion(repository, version, choice(platform), caller::sees);
    } catch (InvalidFormatException e) {
      throw ProblemException.invalid("reference", String.valueOf(e.getMessage()));
    }
  }

  private static Optional<PlatformChoice> choice(@Nullable String platform) {
    try {
      return Optional.ofNullable(platform).map(Platform::parse).map(PlatformChoice::of);
    } catch (InvalidFormatException e) {
      throw ProblemException.invalid("platform", String.valueOf(e.getMessage()));
    }
  }
}
