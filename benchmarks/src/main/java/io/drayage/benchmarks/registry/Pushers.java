package io.drayage.benchmarks.registry;

import io.drayage.benchmarks.registry.PlainConnection.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that push at the same time, each over a connection of its own. */
final class Pushers {
  private Pushers() {}

  /** What one of them does with one thing. */
  @FunctionalInterface
  interface Push<T> {
    void push(PlainConnection connection, T thing) throws IOException;
  }

  /** Pushes all of it, and returns the seconds until the last one was acknowledged. */
  static <T> double pushAll(InetSocketAddress to, List<T> things, int pushers, Push<T> push)
      throws IOException, InterruptedException {
    Queue<T> queue = new ConcurrentLinkedQueue<>(things);
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(pushers)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < pushers; i++) {
        all.add(
            threads.submit(
                () -> {
                  try (PlainConnection connection = PlainConnection.to(to)) {
                    for (T thing = queue.poll(); thing != null; thing = queue.poll()) {
                      push.push(connection, thing);
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a push failed", e.getCause());
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  /** As docker, podman and skopeo do: POST, PATCH with the bytes, PUT with the digest. */
  static void blob(PlainConnection connection, String repository, SeededBlob blob)
      throws IOException {
    String upload = "/v2/%s/blobs/uploads/".formatted(repository);
    Answer begun = connection.send("POST", upload).require(202);
    Answer there =
        connection
            .send("PATCH", path(begun), "application/octet-stream", blob.parts())
            .require(202);
    String place = path(there);
    String end = place + (place.contains("?") ? '&' : '?') + "digest=" + blob.digest();
    connection.send("PUT", end).require(201);
  }

  static void manifest(PlainConnection connection, String path, String json) throws IOException {
    connection
        .send(
            "PUT",
            path,
            "application/vnd.oci.image.manifest.v1+json",
            StandardCharsets.UTF_8.encode(json))
        .require(201);
  }

  /** Whether the registry has a blob as it was pushed. */
  static void check(PlainConnection connection, String repository, SeededBlob blob)
      throws IOException {
    Answer answer =
        connection
            .send("HEAD", "/v2/%s/blobs/%s".formatted(repository, blob.digest()))
            .require(200);
    if (!answer.header("content-length").equals(Integer.toString(blob.length()))) {
      throw new IOException(
          "%s was pushed with %d bytes and has %s"
              .formatted(blob.digest(), blob.length(), answer.header("content-length")));
    }
  }

  private static String path(Answer answer) {
    URI location = URI.create(answer.header("location"));
    return location.getRawQuery() == null
        ? location.getRawPath()
        : location.getRawPath() + "?" + location.getRawQuery();
  }
}
