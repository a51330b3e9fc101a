package io.drayage.storage.domain;

/** The error codes of the distribution specification 1.1 ("Error codes"). */
public enum RefusalCode {
  BLOB_UNKNOWN(404),
  BLOB_UPLOAD_INVALID(400),
  BLOB_UPLOAD_UNKNOWN(404),
  DENIED(403),
  DIGEST_INVALID(400),
  MANIFEST_BLOB_UNKNOWN(404),
  MANIFEST_INVALID(400),
  MANIFEST_UNKNOWN(404),
  NAME_INVALID(400),
  NAME_UNKNOWN(404),
  SIZE_INVALID(400),
  TOOMANYREQUESTS(429),
  UNAUTHORIZED(401),
  UNSUPPORTED(405),
  /** Parameters that cannot be read; the specification gives them no code. */
  QUERY_INVALID(400),
  /** A range that does not begin where the upload stands; the specification gives it no code. */
  RANGE_INVALID(416),
  /** A rule protects the tag; the specification gives it no code. */
  TAG_IMMUTABLE(403),
  /** More than a quota allows; the specification gives it no code. */
  QUOTA_EXCEEDED(403),
  /** More than the registry takes. */
  TOO_LARGE(413),
  /** More parameters than the registry takes. */
  URI_TOO_LONG(414),
  /** The registry is stopping. */
  UNAVAILABLE(503),
  /** There is no room for more bytes. */
  STORAGE_FULL(507);

  private final int status;

  RefusalCode(int status) {
    this.status = status;
  }

  /** The HTTP status that goes with it. */
  public int status() {
    return status;
  }

  /** How it is written in an answer. */
  public String label() {
    return switch (this) {
      case RANGE_INVALID -> BLOB_UPLOAD_INVALID.name();
      case TAG_IMMUTABLE, QUOTA_EXCEEDED -> DENIED.name();
      case TOO_LARGE -> SIZE_INVALID.name();
      case QUERY_INVALID, URI_TOO_LONG -> UNSUPPORTED.name();
      default -> name();
    };
  }
}
