package io.drayage.registries;

/** Which name a signature must carry to count for an image. Immutable. */
public sealed interface SignedIdentity {

  /** The name of the image; for an image by digest its repository. The default. */
  record MatchRepoDigestOrExact() implements SignedIdentity {}

  /** The name of the image, tag or digest included. */
  record MatchExact() implements SignedIdentity {}

  /** The repository of the image. */
  record MatchRepository() implements SignedIdentity {}

  /** This name, with its tag or digest. */
  record ExactReference(String dockerReference) implements SignedIdentity {}

  /** This repository. */
  record ExactRepository(String dockerRepository) implements SignedIdentity {}

  /** The name of the image after a prefix is replaced: what makes mirrored signatures verify. */
  record RemapIdentity(String prefix, String signedPrefix) implements SignedIdentity {}
}
