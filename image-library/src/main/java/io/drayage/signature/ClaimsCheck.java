package io.drayage.signature;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.RawManifest;
import io.drayage.registries.SignedIdentity;

/** Whether what a verified signature says is said of the image at hand. */
final class ClaimsCheck {
  private ClaimsCheck() {}

  static void check(ClaimsType type, byte[] document, SignedImage image, SignedIdentity identity)
      throws RejectedSignatureException {
    SignedClaims claims = claims(type, document);
    manifest(claims.manifest(), image.manifest());
    new IdentityMatch(identity, image.reference()).check(claims.dockerReference());
  }

  static SignedClaims claims(ClaimsType type, byte[] document) throws RejectedSignatureException {
    try {
      return SignedClaims.parse(type, document);
    } catch (InvalidFormatException e) {
      throw new RejectedSignatureException(String.valueOf(e.getMessage()), e);
    }
  }

  static void manifest(Digest signed, RawManifest manifest) throws RejectedSignatureException {
    if (!manifest.matches(signed)) {
      throw new RejectedSignatureException(
          "made for the manifest %s, while this one is %s".formatted(signed, manifest.digest()));
    }
  }
}
