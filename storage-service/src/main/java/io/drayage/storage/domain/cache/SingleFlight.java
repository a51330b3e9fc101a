package io.drayage.storage.domain.cache;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Lets one of all who want the same thing at the same time fetch it, and gives it to all. */
final class SingleFlight<K, V> {
  private final ConcurrentHashMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

  /** What is done once for all. */
  @FunctionalInterface
  interface Work<V> {
    V perform() throws IOException;
  }

  V join(K key, Work<V> work) throws IOException {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> others = flights.putIfAbsent(key, mine);
    if (others != null) {
      return await(others);
    }
    try {
      V value = work.perform();
      mine.complete(value);
      return value;
    } catch (IOException | RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      flights.remove(key, mine);
    }
  }

  private static <V> V await(CompletableFuture<V> flight) throws IOException {
    try {
      return flight.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("interrupted while another request fetches the same")
              .initCause(e);
    }
  }
}
