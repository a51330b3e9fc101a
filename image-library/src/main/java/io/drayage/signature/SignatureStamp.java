package io.drayage.signature;

import io.drayage.image.Digest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What new signatures say about their making, as a remark that nothing depends on.
 *
 * @param creator the program with its version
 * @param time when they are made
 */
public record SignatureStamp(String creator, InstantSource time) {

  /** The document to be signed. */
  SignedClaims claims(Digest manifest, String dockerReference) throws SigningException {
    if (dockerReference.isEmpty()) {
      throw new SigningException(
          "an image without a name cannot be signed; give the docker reference it shall have");
    }
    return new SignedClaims(
        manifest,
        dockerReference,
        Optional.of(creator),
        OptionalLong.of(time.instant().getEpochSecond()));
  }
}
