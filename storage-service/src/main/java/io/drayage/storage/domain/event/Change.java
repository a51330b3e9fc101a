package io.drayage.storage.domain.event;

import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import java.util.Optional;

/**
 * Something that was done.
 *
 * @param before what the tag pointed to, when it was moved or deleted
 * @param content what is known of the content besides its digest
 * @param detail more about it in words; empty for most
 */
public record Change(
    Action action,
    Optional<RepositoryPath> repository,
    Optional<Tag> tag,
    Optional<Digest> digest,
    Optional<Digest> before,
    Content content,
    String detail) {

  /**
   * What is known of content.
   *
   * @param mediaType empty when unknown
   * @param size in bytes; -1 when unknown
   * @param from the repository that it was mounted from; empty for most
   */
  public record Content(String mediaType, long size, String from) {
    static final Content UNKNOWN = new Content("", -1, "");
  }

  /** A change of some content in a repository. */
  public static Change of(Action action, RepositoryPath repository, Digest digest) {
    return new Change(
        action,
        Optional.of(repository),
        Optional.empty(),
        Optional.of(digest),
        Optional.empty(),
        Content.UNKNOWN,
        "");
  }

  /** A tag that was deleted. */
  public static Change tagDeleted(RepositoryPath repository, Tag tag, Optional<Digest> before) {
    return new Change(
        Action.TAG_DELETE,
        Optional.of(repository),
        Optional.of(tag),
        before,
        before,
        Content.UNKNOWN,
        "");
  }

  /** A change that is of no repository, in words. */
  public static Change of(Action action, String detail) {
    return new Change(
        action,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Content.UNKNOWN,
        detail);
  }

  /** The same with more about it. */
  public Change inWords(String text) {
    return new Change(action, repository, tag, digest, before, content, text);
  }

  /** The same with a tag, and what that pointed to before. */
  public Change tagged(Tag name, Optional<Digest> previous) {
    return new Change(action, repository, Optional.of(name), digest, previous, content, detail);
  }

  public Change of(MediaType mediaType, long size) {
    return with(new Content(mediaType.value(), size, content.from()));
  }

  public Change ofSize(long size) {
    return with(new Content(content.mediaType(), size, content.from()));
  }

  public Change from(Optional<RepositoryPath> other) {
    return with(
        new Content(
            content.mediaType(), content.size(), other.map(RepositoryPath::value).orElse("")));
  }

  private Change with(Content other) {
    return new Change(action, repository, tag, digest, before, other, detail);
  }
}
