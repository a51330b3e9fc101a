package io.drayage.signature;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.registries.SignedIdentity;
import io.drayage.registries.SignedIdentity.ExactReference;
import io.drayage.registries.SignedIdentity.ExactRepository;
import io.drayage.registries.SignedIdentity.MatchExact;
import io.drayage.registries.SignedIdentity.MatchRepoDigestOrExact;
import io.drayage.registries.SignedIdentity.MatchRepository;
import io.drayage.registries.SignedIdentity.RemapIdentity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the name in a signature is one that a requirement accepts for an image;
 * containers-policy.json(5), {@code signedIdentity}. Pure.
 */
final class IdentityMatch {
  private final SignedIdentity accepted;
  private final Optional<Reference> image;

  /**
   * @param image the name by which the user asked for the image; none for a folder
   */
  IdentityMatch(SignedIdentity accepted, Optional<Reference> image) {
    this.accepted = accepted;
    this.image = image;
  }

  /** Refuses a name that is not accepted. */
  void check(String signedReference) throws RejectedSignatureException {
    SignedName signed;
    try {
      signed = SignedName.parse(signedReference);
    } catch (InvalidFormatException e) {
      throw new RejectedSignatureException(
          "made for \"%s\", which is no docker reference".formatted(signedReference), e);
    }
    switch (accepted) {
      case MatchExact _ -> exact(image(), signed);
      case MatchRepoDigestOrExact _ -> repoDigestOrExact(image(), signed);
      case MatchRepository _ -> repository(image(), signed);
      case ExactReference(String reference) -> exact(SignedName.parse(reference), signed);
      case ExactRepository(String repository) -> repository(SignedName.parse(repository), signed);
      case RemapIdentity remap -> repoDigestOrExact(remapped(remap, image()), signed);
    }
  }

  private SignedName image() throws RejectedSignatureException {
    return SignedName.of(
        image.orElseThrow(
            () ->
                new RejectedSignatureException(
                    "the image has no docker reference to compare with; use exactReference or exactRepository as signedIdentity")));
  }

  private static void exact(SignedName intended, SignedName signed)
      throws RejectedSignatureException {
    require(
        !intended.isBare() && !signed.isBare() && signed.equals(intended),
        signed,
        intended.toString());
  }

  private static void repository(SignedName intended, SignedName signed)
      throws RejectedSignatureException {
    require(
        signed.repository().equals(intended.repository()),
        signed,
        "the repository " + intended.repository());
  }

  /**
   * An image that is asked for by tag must have been signed with that tag, one by digest with any
   * tag or digest: that the signed digest is the image's is looked at elsewhere.
   */
  private static void repoDigestOrExact(SignedName intended, SignedName signed)
      throws RejectedSignatureException {
    if (intended.tag().isPresent()) {
      exact(intended, signed);
    } else {
      require(
          intended.digest().isPresent()
              && !signed.isBare()
              && signed.repository().equals(intended.repository()),
          signed,
          "an image in the repository " + intended.repository());
    }
  }

  private static SignedName remapped(RemapIdentity remap, SignedName image)
      throws RejectedSignatureException {
    String name = image.repository().toString();
    boolean applies = name.equals(remap.prefix()) || name.startsWith(remap.prefix() + "/");
    if (!applies) {
      return image;
    }
    String text = remap.signedPrefix() + image.toString().substring(remap.prefix().length());
    try {
      SignedName remapped = SignedName.parse(text);
      if (remapped.toString().equals(text)) {
        return remapped;
      }
    } catch (InvalidFormatException e) {
      throw noName(text, e);
    }
    throw noName(text, null);
  }

  private static RejectedSignatureException noName(String text, @Nullable Throwable cause) {
    return new RejectedSignatureException(
        "remapIdentity makes \"%s\" of the image's name, which is no full docker reference"
            .formatted(text),
        cause);
  }

  private static void require(boolean matches, SignedName signed, String intended)
      throws RejectedSignatureException {
    if (!matches) {
      throw new RejectedSignatureException("made for %s, not for %s".formatted(signed, intended));
    }
  }
}
