package io.drayage.copier.web.event;

import io.drayage.copier.domain.event.RunEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Writes server-sent events (HTML Living Standard, 9.2). Not thread-safe. */
final class EventStream {
  private final OutputStream out;

  EventStream(OutputStream out) {
    this.out = out;
  }

  /** The time after which a client whose connection was lost comes back. */
  void begin(int retryMillis) throws IOException {
    write("retry: %d\n\n".formatted(retryMillis));
    out.flush();
  }

  void send(List<RunEvent> events) throws IOException {
    for (RunEvent event : events) {
      write(
          "id: %d\nevent: %s\ndata: {\"at\":\"%s\",\"about\":%s}\n\n"
              .formatted(
                  event.id(),
                  event.kind().name().toLowerCase(Locale.ROOT),
                  event.at(),
                  event.data().replace("\n", " ")));
    }
    out.flush();
  }

  /** Says that nothing more comes; it has no number of its own, so that the last one stays. */
  void end(String state) throws IOException {
    write("event: end\ndata: {\"state\":\"%s\"}\n\n".formatted(state));
    out.flush();
  }

  /** Keeps the connection, and finds out whether there is anybody at its other end. */
  void heartbeat() throws IOException {
    write(":\n\n");
    out.flush();
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
