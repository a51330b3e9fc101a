package io.drayage.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Begins upload sessions so that none is forgotten. Interruption would break the connection and
 * with it the only answer that names the session; so the request runs on a thread of its own, and
 * its answer is waited for a little longer although nobody wants the session any more.
 */
final class SessionStart {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private SessionStart() {}

  /** What becomes of a session that was begun for nothing. */
  interface Abandonment {
    void of(UploadMark session) throws IOException;
  }

  /**
   * Sends the request and waits for its answer.
   *
   * @param request answers where the session is, or nothing if none was begun
   * @param abandonment is given the session that came after the interruption
   */
  static Optional<UploadMark> await(
      String what, Callable<Optional<UploadMark>> request, Abandonment abandonment)
      throws IOException {
    if (Thread.interrupted()) {
      throw Interruption.during(what, new InterruptedException());
    }
    var task = new FutureTask<>(request);
    Thread thread = Thread.ofVirtual().name("upload-session").start(task);
    try {
      return result(task::get);
    } catch (InterruptedException e) {
      try {
        Optional<UploadMark> late =
            result(() -> task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        if (late.isPresent()) {
          abandonment.of(late.get());
        }
      } catch (TimeoutException | InterruptedException | IOException failure) {
        thread.interrupt();
        e.addSuppressed(failure);
      }
      throw Interruption.during(what, e);
    }
  }

  private interface Waiting<T, E extends Exception> {
    T get() throws InterruptedException, ExecutionException, E;
  }

  private static <T, E extends Exception> T result(Waiting<T, E> waiting)
      throws IOException, InterruptedException, E {
    try {
      return waiting.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
