package io.drayage.storage.domain.cache;

import io.drayage.registry.RegistryException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Content that is not here could not be fetched; the message is for the client. */
public final class UpstreamFailureException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient Optional<Duration> retryAfter;

  /** What a client can do about it. */
  public enum Kind {
    /** Wait: the upstream has had enough requests. */
    EXHAUSTED,
    /** Try again: the upstream gave no answer, or none that can be used. */
    UNAVAILABLE
  }

  private UpstreamFailureException(
      Kind kind, String message, Optional<Duration> retryAfter, IOException cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  static UpstreamFailureException of(CachedRepository repository, IOException cause) {
    String message =
        "fetching from the registry behind %s failed, and it is not here: %s"
            .formatted(repository, cause.getMessage());
    return cause instanceof RegistryException.RateLimited limited
        ? new UpstreamFailureException(Kind.EXHAUSTED, message, limited.retryAfter(), cause)
        : new UpstreamFailureException(Kind.UNAVAILABLE, message, Optional.empty(), cause);
  }

  public Kind kind() {
    return kind;
  }

  /** How long to wait, when that is known. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
