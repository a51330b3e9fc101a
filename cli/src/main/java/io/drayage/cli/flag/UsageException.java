package io.drayage.cli.flag;

/** A command line that asks for something impossible; the message tells what to write instead. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
