package io.drayage.copy;

import io.drayage.transport.DockerLocation;
import io.drayage.transport.ImageLocation;
import java.util.Optional;

/** The name that new signatures give an image. */
final class SigningIdentity {
  private SigningIdentity() {}

  /**
   * The one that was asked for, or the destination's.
   *
   * @throws CopyRefusedException when the destination has none
   */
  static String of(SignatureOptions options, ImageLocation destination)
      throws CopyRefusedException {
    Optional<String> asked = options.identity();
    if (asked.isPresent()) {
      return asked.get();
    }
    if (destination instanceof DockerLocation(var reference)) {
      return reference.toString();
    }
    throw new CopyRefusedException(
        "Cannot determine canonical Docker reference for destination %s: say by --sign-identity which name the signature is for"
            .formatted(destination));
  }
}
