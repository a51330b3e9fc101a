package io.drayage.copy;

import io.drayage.transport.ContentNotFoundException;
import java.io.IOException;

/**
 * A copy that failed. The message names the copy, the step, the side, what went wrong and, where
 * that is known, what to do.
 */
public final class CopyException extends IOException {
  private static final long serialVersionUID = 1L;
  private final String step;
  private final Side side;

  public CopyException(CopyRequest request, String step, Side side, IOException cause) {
    super(message(request, step, side, cause), cause);
    this.step = step;
    this.side = side;
  }

  private static String message(CopyRequest request, String step, Side side, IOException cause) {
    String remedy = Remedies.against(cause, side);
    return "copying %s: %s: %s%s"
        .formatted(request, step, cause.getMessage(), remedy.isEmpty() ? "" : "; " + remedy);
  }

  /** What was attempted: {@code reading blob sha256:… from the source}. */
  public String step() {
    return step;
  }

  public Side side() {
    return side;
  }

  /** Whether the image to be copied is not there: exit code 2. */
  public boolean inputNotFound() {
    return side == Side.SOURCE && getCause() instanceof ContentNotFoundException;
  }
}
