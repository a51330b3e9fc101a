package io.drayage.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What can go wrong with a request. The {@link #id} is stable: programs branch on it, and {@code
 * docs/reference/problems.md} has a section for each.
 */
public enum ProblemCode {
  MALFORMED_REQUEST(400, Category.REQUEST, "The request cannot be read"),
  INVALID_VALUE(400, Category.REQUEST, "A value is missing or not allowed"),
  UNAUTHENTICATED(401, Category.ACCESS, "Credentials are needed"),
  FORBIDDEN(403, Category.ACCESS, "The caller lacks the right"),
  NOT_FOUND(404, Category.REQUEST, "There is no such path"),
  REPOSITORY_UNKNOWN(404, Category.REQUEST, "There is no such repository"),
  TAG_UNKNOWN(404, Category.REQUEST, "The repository has no such tag"),
  MANIFEST_UNKNOWN(404, Category.REQUEST, "The repository has no such manifest"),
  RULE_UNKNOWN(404, Category.REQUEST, "There is no such rule"),
  QUOTA_UNKNOWN(404, Category.REQUEST, "There is no such quota"),
  RUN_UNKNOWN(404, Category.REQUEST, "There is no such run"),
  TRASH_UNKNOWN(404, Category.REQUEST, "The trash has no such entry"),
  POLICY_UNKNOWN(404, Category.REQUEST, "There is no such policy, or not in this version"),
  SYNC_UNKNOWN(404, Category.REQUEST, "There is no such sync"),
  REGISTRY_UNKNOWN(404, Category.REQUEST, "There is no such registry"),
  TOKEN_UNKNOWN(404, Category.REQUEST, "There is no such token"),
  TENANT_UNKNOWN(404, Category.REQUEST, "There is no such tenant"),
  USER_UNKNOWN(404, Category.REQUEST, "There is no such user"),
  GRANT_UNKNOWN(404, Category.REQUEST, "There is no such grant"),
  ROBOT_UNKNOWN(404, Category.REQUEST, "There is no such robot"),
  METHOD_NOT_ALLOWED(405, Category.REQUEST, "The path does not take this method"),
  NOT_ACCEPTABLE(406, Category.REQUEST, "The answer has no form that the client accepts"),
  CONFLICT(409, Category.STATE, "The request does not fit what is there"),
  TAG_IMMUTABLE(409, Category.STATE, "A rule protects the tag"),
  QUOTA_EXCEEDED(409, Category.STATE, "A quota would be exceeded"),
  THRESHOLD_EXCEEDED(409, Category.STATE, "More would be deleted than the threshold allows"),
  ALREADY_RUNNING(409, Category.STATE, "Another run is under way", Retry.LATER),
  TOO_LARGE(413, Category.REQUEST, "The request is larger than the service takes"),
  UNSUPPORTED_MEDIA_TYPE(415, Category.REQUEST, "The body has a type that is not taken here"),
  TOO_MANY_REQUESTS(429, Category.ACCESS, "Too much was tried in a short time", Retry.LATER),
  INTERNAL(500, Category.SERVICE, "The service failed", Retry.LATER),
  UNAVAILABLE(503, Category.SERVICE, "The service cannot answer now", Retry.LATER);

  /** Who can do something about it. */
  public enum Category {
    /** The client: the request is wrong and stays wrong. */
    REQUEST,
    /** Whoever gives rights. */
    ACCESS,
    /** The client, when it looks at what is there. */
    STATE,
    /** Whoever runs the service. */
    SERVICE
  }

  private enum Retry {
    USELESS,
    LATER
  }

  private final int status;
  private final Category category;
  private final String title;
  private final Retry retry;

  ProblemCode(int status, Category category, String title) {
    this(status, category, title, Retry.USELESS);
  }

  ProblemCode(int status, Category category, String title, Retry retry) {
    this.status = status;
    this.category = category;
    this.title = title;
    this.retry = retry;
  }

  /** Its name in answers and in the documentation, such as {@code tag-immutable}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The HTTP status that goes with it. */
  public int status() {
    return status;
  }

  public Category category() {
    return category;
  }

  /** What it means, in a few words that do not depend on the request. */
  public String title() {
    return title;
  }

  /** Whether the same request may succeed later. */
  public boolean isRetryable() {
    return retry == Retry.LATER;
  }

  /** The code of an HTTP status that something else than our own code gave. */
  public static ProblemCode ofStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 409 -> CONFLICT;
      case 413 -> TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 429 -> TOO_MANY_REQUESTS;
      case 503 -> UNAVAILABLE;
      default -> status >= 400 && status < 500 ? MALFORMED_REQUEST : INTERNAL;
    };
  }

  /** The code with this {@link #id}. */
  public static Optional<ProblemCode> ofId(String id) {
    return Arrays.stream(values()).filter(code -> code.id().equals(id)).findFirst();
  }
}
