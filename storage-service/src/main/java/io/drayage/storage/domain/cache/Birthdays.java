package io.drayage.storage.domain.cache;

import io.drayage.image.Descriptor;
import io.drayage.image.DigestReference;
import io.drayage.image.ImageConfig;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Manifest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.RepositoryName;
import io.drayage.registry.budget.Urgency;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When images were created, as they say themselves: in their config, or else in the annotation of
 * the image specification. An index is as old as its first image.
 */
final class Birthdays {
  private static final String CREATED = "org.opencontainers.image.created";

  private final Upstream upstream;

  Birthdays(Upstream upstream) {
    this.upstream = upstream;
  }

  Optional<Instant> of(RepositoryName repository, Manifest manifest) throws IOException {
    return switch (manifest) {
      case ImageManifest image -> image(repository, image);
      case ImageIndex index -> index(repository, index);
      default -> Optional.empty();
    };
  }

  private Optional<Instant> image(RepositoryName repository, ImageManifest image)
      throws IOException {
    Descriptor config = image.config();
    boolean described =
        config.mediaType().equals(MediaType.OCI_CONFIG)
            || config.mediaType().equals(MediaType.DOCKER_CONFIG);
    Optional<Instant> written = described ? config(repository, config) : Optional.empty();
    return written.isPresent() ? written : annotated(image.annotations());
  }

  private Optional<Instant> config(RepositoryName repository, Descriptor config)
      throws IOException {
    try (Upstream.Blob blob = upstream.blob(repository, config.digest())) {
      byte[] bytes = blob.content().readNBytes(RawManifest.MAXIMUM_SIZE + 1);
      return time(ImageConfig.parse(bytes).created());
    } catch (InvalidFormatException _) {
      return Optional.empty(); // a config of another kind, which says nothing
    }
  }

  private Optional<Instant> index(RepositoryName repository, ImageIndex index) throws IOException {
    Optional<Instant> annotated = annotated(index.annotations());
    Optional<Descriptor> first =
        index.manifests().stream().filter(d -> d.mediaType().isImageManifest()).findFirst();
    if (annotated.isPresent() || first.isEmpty()) {
      return annotated;
    }
    RawManifest child =
        upstream.manifest(
            new DigestReference(repository, first.get().digest()), Urgency.INTERACTIVE);
    try {
      return child.parse() instanceof ImageManifest image
          ? image(repository, image)
          : Optional.empty();
    } catch (InvalidFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> annotated(Map<String, String> annotations) {
    return time(annotations.get(CREATED));
  }

  private static Optional<Instant> time(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
