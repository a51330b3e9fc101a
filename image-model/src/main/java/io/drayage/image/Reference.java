package io.drayage.image;

/**
 * An image in a repository, by tag or by digest: the reference grammar of distribution/reference
 * with Docker Hub's normalisation.
 */
public sealed interface Reference permits TagReference, DigestReference {

  RepositoryName repository();

  /** What stands behind the name in the distribution protocol: the tag or the digest. */
  String identifier();

  /** The same tag or digest in another repository. */
  Reference in(RepositoryName repository);

  /**
   * Reads {@code [host[:port]/]path[:tag|@digest]}; without both, the tag is {@code latest}.
   *
   * @throws InvalidFormatException when the text is no reference, or carries both a tag and a
   *     digest
   */
  static Reference parse(String text) {
    ReferenceText parts = ReferenceText.split(text);
    boolean bare = parts.tag().isEmpty() && parts.digest().isEmpty();
    RepositoryName repository =
        bare ? RepositoryName.parse(parts.name()) : RepositoryName.parseName(parts.name());
    if (parts.tag().isPresent() && parts.digest().isPresent()) {
      throw new InvalidFormatException(
          "Docker references with both a tag and digest are currently not supported: \"%s\""
              .formatted(text));
    }
    if (parts.digest().isPresent()) {
      return new DigestReference(repository, Digest.parse(parts.digest().get()));
    }
    return new TagReference(repository, parts.tag().map(Tag::new).orElse(Tag.LATEST));
  }
}
