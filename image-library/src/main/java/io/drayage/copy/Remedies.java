package io.drayage.copy;

import io.drayage.registry.RegistryException;
import io.drayage.transport.BlockedRegistryException;
import io.drayage.transport.ContentMismatchException;
import io.drayage.transport.ContentNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** What a user can do about a failure. */
final class Remedies {
  private Remedies() {}

  /** A sentence without a full stop, or nothing when there is no advice to give. */
  static String against(IOException failure, Side side) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      String remedy = remedy(e, side);
      if (!remedy.isEmpty()) {
        return remedy;
      }
    }
    return "";
  }

  private static String remedy(Throwable e, Side side) {
    return switch (e) {
      case ContentNotFoundException _ ->
          side == Side.SOURCE ? "check the name of the image and its tag" : "";
      case BlockedRegistryException _ -> "change registries.conf if it should be used";
      case ContentMismatchException _ -> damaged(side);
      case RegistryException registry -> remedy(registry, side);
      case AccessDeniedException _ -> "check the permissions of the file and its folder";
      case FileSystemException file
          when String.valueOf(file.getMessage()).contains("No space left on device") ->
          "free some space, then copy again";
      case IOException _ when String.valueOf(e.getMessage()).equals("No space left on device") ->
          "free some space, then copy again";
      default -> "";
    };
  }

  private static String remedy(RegistryException e, Side side) {
    return switch (e) {
      case RegistryException.Unauthorized _ -> "log in to the registry of the " + side;
      case RegistryException.Denied _ ->
          side == Side.SOURCE
              ? "ask for the right to pull from there"
              : "ask for the right to push there";
      case RegistryException.RateLimited _ ->
          "wait, or log in: registries allow more to those they know";
      case RegistryException.Unavailable _ ->
          "check that the registry is up and can be reached; what has arrived is not sent again";
      case RegistryException.ContentMismatch _ -> damaged(side);
      case RegistryException.ProtocolViolation _ ->
          "check that this is the address of a registry, and not of a proxy or a web site";
      case RegistryException.NotFound _,
          RegistryException.InvalidContent _,
          RegistryException.Unsupported _,
          RegistryException.AddressRefused _ ->
          "";
    };
  }

  private static String damaged(Side side) {
    return "copy again; if that does not help, the content is damaged at the %s".formatted(side);
  }
}
