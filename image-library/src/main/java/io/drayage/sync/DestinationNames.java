package io.drayage.sync;

import io.drayage.image.InvalidFormatException;
import io.drayage.sync.SyncNaming.Scope;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.Transports;
import java.util.List;

/**
 * Gives each image its place at the destination: the destination, a slash, and the last part of the
 * source's name or all of it. In an OCI layout the name is the image's name in the layout.
 */
final class DestinationNames {
  private final SyncDestination destination;
  private final SyncNaming naming;
  private final Transports transports;

  DestinationNames(SyncRequest request, Transports transports) {
    this.destination = request.destination();
    this.naming = request.naming();
    this.transports = transports;
  }

  /**
   * The place for an image.
   *
   * @param sourceName see {@link SourceImage#name()}
   * @throws InvalidFormatException when the destination cannot have such a name
   */
  ImageLocation placeOf(String sourceName) {
    String name = naming.scope() == Scope.FULL_PATH ? sourceName : baseOf(sourceName);
    requireRelative(name);
    return switch (destination.kind()) {
      case DOCKER -> {
        if (!naming.suffix().isEmpty() && name.indexOf('@') >= 0) {
          throw new InvalidFormatException(
              "a suffix cannot be appended to %s: it is named by its digest".formatted(name));
        }
        yield transports.parse(
            "docker://%s/%s%s".formatted(destination.place(), tagged(name), naming.suffix()));
      }
      case DIR -> transports.parse("dir:%s%s".formatted(joined(name), naming.suffix()));
      case OCI ->
          transports.parse("oci:%s:%s%s".formatted(destination.place(), name, naming.suffix()));
    };
  }

  /** A suffix belongs to a tag, so a name without one gets the default tag first. */
  private String tagged(String name) {
    boolean hasTag = name.lastIndexOf(':') > name.lastIndexOf('/');
    return hasTag || naming.suffix().isEmpty() ? name : name + ":latest";
  }

  private String joined(String name) {
    return destination.place().equals("/") ? "/" + name : destination.place() + "/" + name;
  }

  private static String baseOf(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** A name in a foreign layout must not lead out of the destination. */
  private static void requireRelative(String name) {
    for (String part : List.of(name.split("/", -1))) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new InvalidFormatException(
            "\"%s\" cannot be a name at a destination".formatted(name));
      }
    }
  }
}
