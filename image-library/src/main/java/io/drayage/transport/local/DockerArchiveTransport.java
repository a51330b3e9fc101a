package io.drayage.transport.local;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.image.ReferenceText;
import io.drayage.image.TagReference;
import io.drayage.transport.Transport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Images in the archives that {@code docker save} and {@code podman save} write: {@code
 * docker-archive:path[:reference|@index]}.
 */
public final class DockerArchiveTransport implements Transport {
  /** The only one; it has no state. */
  public static final DockerArchiveTransport INSTANCE = new DockerArchiveTransport();

  private DockerArchiveTransport() {}

  @Override
  public String name() {
    return "docker-archive";
  }

  @Override
  public DockerArchiveLocation parse(String text) {
    PathAndChoice parts = PathAndChoice.split(name(), text);
    Path file = parts.path();
    if (parts.rest().isEmpty()) {
      return new DockerArchiveLocation(file, new ImageChoice.Only(), List.of());
    }
    Optional<ImageChoice.At> position = ImageChoice.at(parts.rest().get());
    if (position.isPresent()) {
      return new DockerArchiveLocation(file, position.get(), List.of());
    }
    TagReference reference = tagged(parts.rest().get());
    return new DockerArchiveLocation(file, new ImageChoice.Named(reference.toString()), List.of());
  }

  private static TagReference tagged(String text) {
    if (ReferenceText.split(text).digest().isEmpty()
        && Reference.parse(text) instanceof TagReference reference) {
      return reference;
    }
    throw new InvalidFormatException(
        "docker-archive: images are named by tags, not by digests: \"%s\"".formatted(text));
  }
}
