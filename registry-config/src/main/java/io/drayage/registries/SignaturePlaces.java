package io.drayage.registries;

/**
 * Where the signatures of a repository are; containers-registries.d(5).
 *
 * @param reading where they are read
 * @param writing where new ones are written
 */
public record SignaturePlaces(Lookaside reading, Lookaside writing, Attachments attachments) {

  /** Whether sigstore signatures are kept in the registry, below tags like {@code sha256-….sig}. */
  public enum Attachments {
    USED,
    IGNORED
  }
}
