package io.drayage.signature;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a simple signature pretends to say, without any verification: for looking at it, never for a
 * decision. Everything in it may be a lie.
 *
 * @param keyId the last 16 hexadecimal digits of the fingerprint of the key that it names
 */
public record UntrustedSignature(
    Digest manifest,
    String dockerReference,
    Optional<String> creator,
    Optional<Instant> timestamp,
    String keyId) {

  /**
   * Takes a signature apart.
   *
   * @throws InvalidFormatException when it has another form
   */
  public static UntrustedSignature of(SimpleSignature signature) {
    try {
      OpenPgpMessage message = OpenPgpMessage.read(signature.message());
      SignedClaims claims = SignedClaims.parse(ClaimsType.SIMPLE, message.content());
      Optional<Instant> timestamp =
          claims.timestamp().isPresent()
              ? Optional.of(Instant.ofEpochSecond(claims.timestamp().getAsLong()))
              : Optional.empty();
      return new UntrustedSignature(
          claims.manifest(),
          claims.dockerReference(),
          claims.creator(),
          timestamp,
          String.format(Locale.ROOT, "%016X", message.signature().getKeyID()));
    } catch (RejectedSignatureException e) {
      throw new InvalidFormatException(String.valueOf(e.getMessage()), e);
    }
  }
}
