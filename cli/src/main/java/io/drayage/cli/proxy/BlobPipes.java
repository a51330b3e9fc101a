package io.drayage.cli.proxy;

import io.drayage.cli.FailureReport;
import io.drayage.cli.socket.Pipe;
import io.drayage.transport.BlobContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The pipes through which content goes to the other side, each filled by a thread of its own. Used
 * by one thread.
 */
final class BlobPipes {
  /** A pipe that is being filled; its end is seen when the other side asks for it. */
  private record Filling(Pipe pipe, FutureTask<Long> task) {}

  private final Map<Long, Filling> fillings = new HashMap<>();
  private int last;

  /** Hands out a pipe with some bytes. */
  ProxyReply send(JsonNode value, byte[] content) throws IOException {
    return copy(
        value,
        new BlobContent(new ByteArrayInputStream(content), OptionalLong.of(content.length)),
        content.length);
  }

  /**
   * Hands out a pipe with a blob, which is closed when all of it was copied.
   *
   * @param size that it must have
   */
  ProxyReply copy(JsonNode value, BlobContent content, long size) throws IOException {
    Pipe pipe = open(content);
    FutureTask<Long> task =
        start(
            () -> {
              try (content) {
                long copied = content.stream().transferTo(pipe.writer());
                if (copied != size) {
                  throw new IOException(
                      "expected %d bytes in blob, got %d".formatted(size, copied));
                }
                return copied;
              }
            });
    last++;
    fillings.put((long) last, new Filling(pipe, task));
    return ProxyReply.with(value, last, List.of(pipe));
  }

  /** Hands out a pipe with a blob and one for an error. Both end by themselves. */
  ProxyReply copyRaw(JsonNode value, BlobContent content) throws IOException {
    Pipe data = open(content);
    Pipe error = open(content);
    // Its failures are told through the second pipe.
    FutureTask<Long> _ =
        start(
            () -> {
              try (content;
                  OutputStream out = data.writer();
                  OutputStream failure = error.writer()) {
                return copyOrTell(content.stream(), out, failure);
              }
            });
    return ProxyReply.with(value, 0, List.of(data, error));
  }

  private static long copyOrTell(InputStream in, OutputStream out, OutputStream failure)
      throws IOException {
    try {
      return in.transferTo(out);
    } catch (IOException e) {
      String json =
          JsonNodeFactory.instance
              .objectNode()
              .put("code", ErrorCode.of(e).text())
              .put("message", FailureReport.message(e))
              .toString();
      failure.write(json.getBytes(StandardCharsets.UTF_8));
      return -1;
    }
  }

  /**
   * Waits until a pipe is filled, and lets the other side see its end.
   *
   * @throws IOException what went wrong while it was filled
   */
  void finish(long number) throws IOException {
    Filling filling = fillings.remove(number);
    if (filling == null) {
      throw new IOException("finishpipe: no active pipe " + number);
    }
    try (OutputStream _ = filling.pipe().writer()) {
      filling.task().get();
    } catch (ExecutionException e) {
      throw new IOException(FailureReport.message(Objects.requireNonNull(e.getCause())), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static Pipe open(BlobContent content) throws IOException {
    try {
      return Pipe.open();
    } catch (IOException e) {
      content.close();
      throw e;
    }
  }

  /** On threads of the system: a full pipe blocks its writer for as long as its reader likes. */
  private static FutureTask<Long> start(Callable<Long> copying) {
    FutureTask<Long> task = new FutureTask<>(copying);
    Thread.ofPlatform().daemon().name("dray-pipe").start(task);
    return task;
  }
}
