package io.drayage.storage.web;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.UploadId;
import java.util.Optional;
import java.util.function.Function;

/** What the path of a request means: distribution specification 1.1, "Endpoints". */
sealed interface Route {
  /** end-1. */
  record Version() implements Route {}

  /** The list of repositories, which Docker's registry has and the specification has not. */
  record Catalog() implements Route {}

  /** end-8. */
  record Tags(RepositoryPath repository) implements Route {}

  /** end-3, 7, 9 with a digest. */
  record ManifestByDigest(RepositoryPath repository, Digest digest) implements Route {}

  /** end-3, 7, 9 with a tag. */
  record ManifestByTag(RepositoryPath repository, Tag tag) implements Route {}

  /** end-2, 10. */
  record Blob(RepositoryPath repository, Digest digest) implements Route {}

  /** end-4, 11. */
  record NewUpload(RepositoryPath repository) implements Route {}

  /** end-5, 6, 13. */
  record Upload(RepositoryPath repository, UploadId upload) implements Route {}

  /** end-12. */
  record Referrers(RepositoryPath repository, Digest subject) implements Route {}

  String BASE = "/v2/";

  /**
   * Reads a decoded path.
   *
   * @return nothing for a path outside of the protocol
   * @throws RefusedException when a name, tag, digest or upload in it is malformed
   */
  static Optional<Route> parse(String path) {
    if (path.equals("/v2") || path.equals(BASE)) {
      return Optional.of(new Version());
    }
    if (!path.startsWith(BASE)) {
      return Optional.empty();
    }
    String rest = path.substring(BASE.length());
    if (rest.equals("_catalog")) {
      return Optional.of(new Catalog());
    }
    if (rest.endsWith("/tags/list")) {
      return Optional.of(new Tags(name(rest.substring(0, rest.length() - 10))));
    }
    if (rest.endsWith("/blobs/uploads/") || rest.endsWith("/blobs/uploads")) {
      return Optional.of(new NewUpload(name(rest.substring(0, rest.lastIndexOf("/blobs/")))));
    }
    int last = rest.lastIndexOf('/');
    return last < 0 ? Optional.empty() : parse(rest.substring(0, last), rest.substring(last + 1));
  }

  private static Optional<Route> parse(String front, String last) {
    if (front.endsWith("/manifests")) {
      RepositoryPath repository = name(front.substring(0, front.length() - 10));
      return Optional.of(
          last.indexOf(':') >= 0
              ? new ManifestByDigest(repository, digest(last))
              : new ManifestByTag(repository, tag(last)));
    }
    if (front.endsWith("/blobs/uploads")) {
      return Optional.of(
          new Upload(
              name(front.substring(0, front.length() - 14)),
              read(last, UploadId::parse, RefusalCode.BLOB_UPLOAD_UNKNOWN)));
    }
    if (front.endsWith("/blobs")) {
      return Optional.of(new Blob(name(front.substring(0, front.length() - 6)), digest(last)));
    }
    if (front.endsWith("/referrers")) {
      return Optional.of(
          new Referrers(name(front.substring(0, front.length() - 10)), digest(last)));
    }
    return Optional.empty();
  }

  static RepositoryPath name(String text) {
    return read(text, RepositoryPath::new, RefusalCode.NAME_INVALID);
  }

  /** What is no tag names no manifest: released conformance suites ask for one and expect 404. */
  static Tag tag(String text) {
    return read(text, Tag::new, RefusalCode.MANIFEST_UNKNOWN);
  }

  static Digest digest(String text) {
    return read(text, Digest::parse, RefusalCode.DIGEST_INVALID);
  }

  private static <T> T read(String text, Function<String, T> parser, RefusalCode code) {
    try {
      return parser.apply(text);
    } catch (InvalidFormatException e) {
      throw new RefusedException(code, String.valueOf(e.getMessage()));
    }
  }
}
