package io.drayage.signature;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.RawManifest;
import java.time.InstantSource;
import java.util.List;

/** Verifies single simple signatures by given keys, without a trust policy. Thread-safe. */
public final class StandaloneVerification {
  private final OpenPgpKeys keys;
  private final InstantSource time;

  /**
   * @param publicKeys armored or binary, as {@code gpg --export} writes them
   * @param time when keys and signatures must be valid
   * @throws InvalidFormatException when there is no key
   */
  public StandaloneVerification(byte[] publicKeys, InstantSource time) {
    this.keys = OpenPgpKeys.read(List.of(publicKeys));
    this.time = time;
  }

  /**
   * What a verified signature says.
   *
   * @param fingerprint the accepted one by which the signature was verified
   * @param manifest the digest of the manifest, as it stands in the signature
   */
  public record Verified(String fingerprint, Digest manifest) {}

  /** The fingerprints of all keys, in capital hexadecimal digits. */
  public List<String> fingerprints() {
    return keys.fingerprints();
  }

  /**
   * What a signature is expected to be.
   *
   * @param manifest what it must be for
   * @param dockerReference the name that it must give the manifest
   * @param fingerprints of the keys or subkeys that may have made it, in capital hexadecimal digits
   */
  public record Expectation(
      RawManifest manifest, String dockerReference, List<String> fingerprints) {
    public Expectation {
      fingerprints = List.copyOf(fingerprints);
    }
  }

  /**
   * Verifies a signature.
   *
   * @throws InvalidFormatException when it is not as expected; the message says why
   */
  public Verified verify(SimpleSignature signature, Expectation expectation) {
    SignedName expected = SignedName.parse(expectation.dockerReference());
    try {
      OpenPgpKeys.Signed signed = keys.verify(signature.message(), time.instant());
      String fingerprint = accepted(signed, expectation.fingerprints());
      SignedClaims claims = ClaimsCheck.claims(ClaimsType.SIMPLE, signed.content());
      ClaimsCheck.manifest(claims.manifest(), expectation.manifest());
      if (!SignedName.parse(claims.dockerReference()).equals(expected)) {
        throw new RejectedSignatureException(
            "made for %s, not for %s".formatted(claims.dockerReference(), expected));
      }
      return new Verified(fingerprint, claims.manifest());
    } catch (RejectedSignatureException e) {
      throw new InvalidFormatException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String accepted(OpenPgpKeys.Signed signed, List<String> fingerprints)
      throws RejectedSignatureException {
    if (fingerprints.contains(signed.key())) {
      return signed.key();
    }
    if (fingerprints.contains(signed.primaryKey())) {
      return signed.primaryKey();
    }
    throw new RejectedSignatureException(
        "made by key %s of %s, which is not among the accepted ones"
            .formatted(signed.key(), signed.primaryKey()));
  }
}
