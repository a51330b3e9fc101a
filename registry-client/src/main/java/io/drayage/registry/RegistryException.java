package io.drayage.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A request to a registry that did not succeed. The message says what was attempted, at which
 * registry, and what came back; it never holds a credential or a URL's query. The kinds are those
 * that callers tell apart.
 */
public abstract sealed class RegistryException extends IOException {
  private static final long serialVersionUID = 1L;

  private RegistryException(String message, Throwable cause) {
    super(message, cause);
  }

  private RegistryException(String message) {
    super(message);
  }

  /** The repository, manifest, blob or upload session does not exist. */
  public static final class NotFound extends RegistryException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
      super(message);
    }
  }

  /** Credentials are missing, wrong or expired. */
  public static final class Unauthorized extends RegistryException {
    private static final long serialVersionUID = 1L;

    public Unauthorized(String message) {
      super(message);
    }
  }

  /** The credentials are known but may not do this, or the registry forbids it to everyone. */
  public static final class Denied extends RegistryException {
    private static final long serialVersionUID = 1L;

    public Denied(String message) {
      super(message);
    }
  }

  /** The registry asks for fewer requests, and all attempts were used up. */
  public static final class RateLimited extends RegistryException {
    private static final long serialVersionUID = 1L;
    private final transient Optional<Duration> retryAfter;

    public RateLimited(String message, Optional<Duration> retryAfter) {
      super(message);
      this.retryAfter = retryAfter;
    }

    /** How long the registry asks to wait, when it says so. */
    public Optional<Duration> retryAfter() {
      return retryAfter;
    }
  }

  /** Content has another digest or length than it must have. */
  public static final class ContentMismatch extends RegistryException {
    private static final long serialVersionUID = 1L;

    public ContentMismatch(String message) {
      super(message);
    }
  }

  /** What was sent or received is not valid: a manifest, a name, a digest. */
  public static final class InvalidContent extends RegistryException {
    private static final long serialVersionUID = 1L;

    public InvalidContent(String message) {
      super(message);
    }
  }

  /** The registry does not offer the operation. */
  public static final class Unsupported extends RegistryException {
    private static final long serialVersionUID = 1L;

    public Unsupported(String message) {
      super(message);
    }
  }

  /** No answer, or one of the 5xx kind, after all attempts. */
  public static final class Unavailable extends RegistryException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }

    public Unavailable(String message) {
      super(message);
    }
  }

  /** An answer that the specification does not allow: HTML for JSON, a loop, a missing header. */
  public static final class ProtocolViolation extends RegistryException {
    private static final long serialVersionUID = 1L;

    public ProtocolViolation(String message) {
      super(message);
    }
  }

  /** A registry, or what it named, is at an address that this client must not contact. */
  public static final class AddressRefused extends RegistryException {
    private static final long serialVersionUID = 1L;

    public AddressRefused(String what, IOException cause) {
      super(what + ": " + cause.getMessage(), cause);
    }
  }
}
