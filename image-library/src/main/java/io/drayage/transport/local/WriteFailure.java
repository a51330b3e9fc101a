package io.drayage.transport.local;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says which file could not be written and what to do about it. */
public final class WriteFailure {
  private WriteFailure() {}

  /** The failure to be thrown; an interruption stays what it is. */
  public static IOException of(Path file, IOException cause) {
    if (cause instanceof ClosedByInterruptException) {
      return cause;
    }
    return new IOException(
        "cannot write %s: %s%s".formatted(file, reason(cause), remedy(cause)), cause);
  }

  private static String reason(IOException cause) {
    return cause instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(message(cause));
  }

  private static @Nullable String message(IOException cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static String remedy(IOException cause) {
    String message = String.valueOf(cause.getMessage());
    if (message.contains("No space left on device") || message.contains("Disk quota exceeded")) {
      return "; free some space there, or choose another folder, and run the same command again";
    }
    if (cause instanceof AccessDeniedException || message.contains("Permission denied")) {
      return "; the user who runs this needs the right to write there";
    }
    if (message.contains("Read-only file system")) {
      return "; choose a folder on a file system that can be written";
    }
    return "";
  }
}
