package io.drayage.sync;

import io.drayage.image.InvalidFormatException;
import java.util.Locale;
import java.util.Objects;

/**
 * The place that the images of a run go to, each under a name of its own: a registry or namespace
 * ({@code docker}), a folder of image folders ({@code dir}), or one OCI layout ({@code oci}).
 *
 * @param place {@code host[:port][/namespace]}, or a path
 */
public record SyncDestination(Kind kind, String place) {

  /** What kind of place it is. */
  public enum Kind {
    DOCKER,
    DIR,
    OCI;

    /** The transport's name. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public SyncDestination {
    Objects.requireNonNull(kind);
    while (place.length() > 1 && place.endsWith("/")) {
      place = place.substring(0, place.length() - 1);
    }
    if (place.isEmpty()) {
      throw new InvalidFormatException("the destination is empty");
    }
    if (kind == Kind.OCI && place.indexOf(':') >= 0) {
      throw new InvalidFormatException(
          "the path of an OCI layout cannot hold a colon: \"%s\"".formatted(place));
    }
  }

  /**
   * Reads what a command line says.
   *
   * @param transport {@code docker}, {@code dir} or {@code oci}
   * @throws InvalidFormatException when the transport is another one
   */
  public static SyncDestination parse(String transport, String text) {
    for (Kind kind : Kind.values()) {
      if (kind.toString().equals(transport)) {
        return new SyncDestination(kind, text);
      }
    }
    throw new InvalidFormatException(
        "\"%s\" is not a valid destination transport".formatted(transport));
  }
}
