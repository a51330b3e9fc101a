package io.drayage.image;

/**
 * Text or bytes that do not have the form a specification asks for: a reference, a digest, a
 * manifest, an image configuration. The message says what was read and what is wrong with it; who
 * catches it adds where it came from.
 */
public final class InvalidFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidFormatException(String message) {
    super(message);
  }

  public InvalidFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
