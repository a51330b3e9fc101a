package io.drayage.copy;

import io.drayage.image.InvalidFormatException;
import java.io.IOException;
import java.io.InterruptedIOException;

/** Runs the steps of one copy and says of a failure which step it was, and on which side. */
record Sides(CopyRequest request) {

  /** An operation on one side. */
  @FunctionalInterface
  interface Operation<T> {
    T run() throws IOException;
  }

  /** An operation without a result. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  /**
   * Runs an operation.
   *
   * @param what in the present participle: {@code reading the manifest}
   * @throws CopyException when it fails for another reason than an interruption
   */
  <T> T at(Side side, String what, Operation<T> operation) throws IOException {
    try {
      return operation.run();
    } catch (CopyException | InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw failure(side, what, e);
    } catch (InvalidFormatException e) {
      throw failure(side, what, new IOException(e.getMessage(), e));
    }
  }

  void doAt(Side side, String what, Action action) throws IOException {
    at(
        side,
        what,
        () -> {
          action.run();
          return true;
        });
  }

  private CopyException failure(Side side, String what, IOException e) {
    SourceReadException fromSource = SourceReadException.in(e);
    if (fromSource != null && side == Side.DESTINATION) {
      return new CopyException(
          request, fromSource.getMessage() + " from the source", Side.SOURCE, fromSource.reason());
    }
    String preposition = side == Side.SOURCE ? " from the " : " at the ";
    return new CopyException(request, what + preposition + side, side, e);
  }
}
