package io.drayage.transport;

import io.drayage.image.InvalidFormatException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The transports of one program, found by name. Immutable. */
public final class Transports {
  private final Map<String, Transport> byName = new LinkedHashMap<>();

  public Transports(Collection<? extends Transport> transports) {
    for (Transport transport : transports) {
      byName.put(transport.name(), transport);
    }
  }

  /**
   * Reads an image name, {@code TRANSPORT:TEXT}.
   *
   * @throws InvalidFormatException when the transport is missing or unknown, or the text has not
   *     its form
   */
  public ImageLocation parse(String imageName) {
    int colon = imageName.indexOf(':');
    if (colon < 0) {
      throw new InvalidFormatException(
          "invalid image name \"%s\", expected colon-separated transport:reference (one of %s)"
              .formatted(imageName, names()));
    }
    Transport transport = byName.get(imageName.substring(0, colon));
    if (transport == null) {
      throw new InvalidFormatException(
          "invalid image name \"%s\", unknown transport \"%s\" (known are %s)"
              .formatted(imageName, imageName.substring(0, colon), names()));
    }
    return transport.parse(imageName.substring(colon + 1));
  }

  /** The names of all transports, comma-separated, in the order they were given. */
  public String names() {
    return String.join(", ", byName.keySet());
  }
}
