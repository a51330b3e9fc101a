package io.drayage.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Carries out one {@link Fault}. */
final class FaultyAnswer {
  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Welcome</body></html>\n";
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);

  private final Forwarder forwarder;

  FaultyAnswer(Forwarder forwarder) {
    this.forwarder = forwarder;
  }

  void give(HttpCall call, Optional<Fault> fault) throws IOException {
    if (fault.isEmpty()) {
      forward(call, Body.truthful());
      return;
    }
    switch (fault.get()) {
      case Fault.TruncateBody f -> forward(call, Body.truthful().endingAfter(f.afterBytes()));
      case Fault.ResetBody f -> {
        forward(call, Body.truthful().endingAfter(f.afterBytes()));
        reset(call);
      }
      case Fault.CloseBeforeAnswer _ -> {
        call.record(0);
        call.connection().close();
      }
      case Fault.ResetUpload f -> resetUpload(call, f.afterBytes());
      case Fault.LoseAnswer _ -> {
        try (var _ = forwarder.forward(call)) {
          call.record(0);
        }
        reset(call);
      }
      case Fault.SlowBody f -> forward(call, Body.truthful().atMost(f.bytesPerSecond()));
      case Fault.SlowHeaders f -> dribble(call, f.interval());
      case Fault.Silence _ -> {
        call.record(0);
        awaitDeparture(call);
      }
      case Fault.CorruptBody _ -> forward(call, Body.truthful().corrupted());
      case Fault.WrongLength f -> forward(call, Body.truthful().announcing(f.difference()));
      case Fault.OversizeBody f -> oversize(call, f.length());
      case Fault.HtmlPage _ ->
          call.set("Content-Type", "text/html; charset=utf-8")
              .answer(200, PAGE.getBytes(StandardCharsets.UTF_8));
      case Fault.Status f -> call.error(f.status(), f.code(), "told to fail");
      case Fault.RateLimited f -> {
        call.set("Retry-After", Integer.toString(f.retryAfterSeconds()));
        call.error(429, "TOOMANYREQUESTS", "told to wait");
      }
      case Fault.Unauthorized _ -> {
        call.set("WWW-Authenticate", "Basic realm=\"never satisfied\"");
        call.error(401, "UNAUTHORIZED", "told to refuse");
      }
      case Fault.RedirectLoop _ -> call.set("Location", call.head().target()).answer(307);
      case Fault.RedirectTo f ->
          call.set("Location", f.origin() + call.head().target()).answer(307);
      case Fault.Garbage _ -> {
        OutputStream out = call.record(0);
        out.write(Content.seeded(1, 2000).bytes());
        out.flush();
        call.connection().close();
      }
      case Fault.DropHeader f -> forward(call, Body.truthful().without(f.name()));
      case Fault.ReplaceHeader f -> forward(call, Body.truthful().with(f.name(), f.value()));
    }
  }

  /** How the truth is changed on its way. */
  private record Body(
      long endAfter,
      long bytesPerSecond,
      boolean corrupt,
      long lengthDifference,
      Optional<String> dropped,
      Optional<String> replacement) {

    static Body truthful() {
      return new Body(Long.MAX_VALUE, Long.MAX_VALUE, false, 0, Optional.empty(), Optional.empty());
    }

    Body endingAfter(long bytes) {
      return new Body(bytes, bytesPerSecond, corrupt, lengthDifference, dropped, replacement);
    }

    Body atMost(long perSecond) {
      return new Body(endAfter, perSecond, corrupt, lengthDifference, dropped, replacement);
    }

    Body corrupted() {
      return new Body(endAfter, bytesPerSecond, true, lengthDifference, dropped, replacement);
    }

    Body announcing(long difference) {
      return new Body(endAfter, bytesPerSecond, corrupt, difference, dropped, replacement);
    }

    Body without(String header) {
      return new Body(
          endAfter, bytesPerSecond, corrupt, lengthDifference, Optional.of(header), replacement);
    }

    Body with(String header, String value) {
      return new Body(
          endAfter,
          bytesPerSecond,
          corrupt,
          lengthDifference,
          Optional.of(header),
          Optional.of(value));
    }

    boolean endsEarly(long length) {
      return endAfter < length || lengthDifference != 0;
    }
  }

  private void forward(HttpCall call, Body change) throws IOException {
    try (Forwarder.Answer answer = forwarder.forward(call)) {
      answer
          .headers()
          .forEach(
              (name, value) -> {
                if (change.dropped().filter(name::equalsIgnoreCase).isEmpty()) {
                  call.set(name, value);
                }
              });
      change.replacement().ifPresent(value -> call.set(change.dropped().orElseThrow(), value));
      if (change.lengthDifference() != 0) {
        call.set("Content-Length", Long.toString(answer.length() + change.lengthDifference()));
      }
      boolean breaks = change.endsEarly(answer.length()) && !call.isHead();
      OutputStream out = call.begin(answer.status(), answer.length());
      if (!call.isHead()) {
        send(answer, out, change);
      }
      out.flush();
      if (breaks) {
        call.endConnection();
      }
    }
  }

  private static void send(Forwarder.Answer answer, OutputStream out, Body change)
      throws IOException {
    long length = Math.min(answer.length(), change.endAfter());
    InputStream in =
        change.corrupt()
            ? new FlippedByteInputStream(answer.body(), answer.length() / 2)
            : answer.body();
    int piece = (int) Math.max(1, Math.min(64 * 1024, change.bytesPerSecond() / 10));
    byte[] buffer = new byte[piece];
    long left = length;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(piece, left));
      if (n < 0) {
        throw new IOException("the registry behind ended early");
      }
      if (change.bytesPerSecond() != Long.MAX_VALUE) {
        // What was sent must leave before the pause, and the pause come before what it delays.
        out.flush();
        pause(Duration.ofNanos(n * 1_000_000_000L / change.bytesPerSecond()));
      }
      out.write(buffer, 0, n);
      left -= n;
    }
  }

  private void resetUpload(HttpCall call, long afterBytes) throws IOException {
    forwarder.breakOff(call, afterBytes);
    call.recordUnread(0);
    reset(call);
  }

  private static void oversize(HttpCall call, long length) throws IOException {
    call.set("Content-Type", "application/vnd.oci.image.manifest.v1+json");
    OutputStream out = call.begin(200, length);
    byte[] spaces = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
    for (long left = call.isHead() ? 0 : length; left > 0; left -= spaces.length) {
      out.write(spaces, 0, (int) Math.min(left, spaces.length));
    }
    out.flush();
  }

  private static void dribble(HttpCall call, Duration interval) throws IOException {
    OutputStream out = call.record(200);
    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
    long deadline = System.nanoTime() + LONGEST_SILENCE.toNanos();
    for (int i = 0; System.nanoTime() < deadline; i++) {
      out.write("X-Slow-%d: yes\r\n".formatted(i).getBytes(StandardCharsets.US_ASCII));
      out.flush();
      pause(interval);
    }
    call.connection().close();
  }

  /** Waits until the client closes; what it sends meanwhile is not read as a request. */
  private static void awaitDeparture(HttpCall call) throws IOException {
    call.connection().setSoTimeout((int) LONGEST_SILENCE.toMillis());
    InputStream in = call.connection().getInputStream();
    int n = in.read();
    while (n >= 0) {
      n = in.read();
    }
    call.connection().close();
  }

  private static void reset(HttpCall call) throws IOException {
    call.connection().setSoLinger(true, 0);
    call.connection().close();
  }

  private static void pause(Duration time) throws InterruptedIOException {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server is closing");
    }
  }
}
