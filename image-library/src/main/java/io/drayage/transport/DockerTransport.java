package io.drayage.transport;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;

/** Images in registries: {@code docker://[host[:port]/]path[:tag|@digest]}. */
public final class DockerTransport implements Transport {
  /** The only one; it has no state. */
  public static final DockerTransport INSTANCE = new DockerTransport();

  private DockerTransport() {}

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public DockerLocation parse(String text) {
    if (!text.startsWith("//")) {
      throw new InvalidFormatException(
          "docker: image reference %s does not start with //".formatted(text));
    }
    return new DockerLocation(Reference.parse(text.substring(2)));
  }
}
