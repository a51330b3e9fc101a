package io.drayage.image;

import java.util.Objects;

/** An image named by the digest of its manifest; what it means can never change. */
public record DigestReference(RepositoryName repository, Digest digest) implements Reference {

  public DigestReference {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(digest);
  }

  @Override
  public String identifier() {
    return digest.toString();
  }

  @Override
  public DigestReference in(RepositoryName other) {
    return new DigestReference(other, digest);
  }

  @Override
  public String toString() {
    return repository + "@" + digest;
  }
}
