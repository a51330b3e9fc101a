package io.drayage.signature;

import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.image.ReferenceText;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import java.util.Optional;

/**
 * A docker reference as signatures carry it: unlike a {@link Reference} it may have both tag and
 * digest, or neither, and no tag is added.
 */
record SignedName(RepositoryName repository, Optional<Tag> tag, Optional<Digest> digest) {

  /**
   * Reads {@code [host[:port]/]path[:tag][@digest]} with Docker's normalisation of the name.
   *
   * @throws InvalidFormatException when the text is no reference
   */
  static SignedName parse(String text) {
    ReferenceText parts = ReferenceText.split(text);
    Optional<Tag> tag = parts.tag().map(Tag::new);
    Optional<Digest> digest = parts.digest().map(Digest::parse);
    if (tag.isEmpty() && digest.isEmpty()) {
      return new SignedName(RepositoryName.parse(text), tag, digest);
    }
    String one = parts.name() + tag.map(t -> ":" + t).orElseGet(() -> "@" + digest.orElseThrow());
    return new SignedName(Reference.parse(one).repository(), tag, digest);
  }

  static SignedName of(Reference reference) {
    return switch (reference) {
      case TagReference(var repository, var tag) ->
          new SignedName(repository, Optional.of(tag), Optional.empty());
      case DigestReference(var repository, var digest) ->
          new SignedName(repository, Optional.empty(), Optional.of(digest));
    };
  }

  /** Whether it names a repository and no image in it. */
  boolean isBare() {
    return tag.isEmpty() && digest.isEmpty();
  }

  @Override
  public String toString() {
    return repository + tag.map(t -> ":" + t).orElse("") + digest.map(d -> "@" + d).orElse("");
  }
}
