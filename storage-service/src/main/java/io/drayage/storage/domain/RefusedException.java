package io.drayage.storage.domain;

/** A request that the registry does not fulfil; code and message are for the client. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RefusalCode code;

  public RefusedException(RefusalCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public RefusalCode code() {
    return code;
  }
}
