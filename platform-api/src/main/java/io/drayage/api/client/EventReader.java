package io.drayage.api.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringJoiner;

/** Reads server-sent events (HTML Living Standard, 9.2.6). Not thread-safe. */
final class EventReader implements AutoCloseable {
  private static final int LONGEST = 1 << 20;

  private final BufferedReader reader;
  private int taken;

  EventReader(InputStream in) {
    this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** The next event; empty at the end of the stream, where one that is incomplete is dropped. */
  Optional<ServerSentEvent> next() throws IOException {
    String id = "";
    String name = "message";
    StringJoiner data = new StringJoiner("\n");
    boolean some = false;
    taken = 0;
    for (Optional<String> line = line(); line.isPresent(); line = line()) {
      String text = line.get();
      if (text.isEmpty()) {
        if (some) {
          return Optional.of(new ServerSentEvent(id, name, data.toString()));
        }
        name = "message";
        taken = 0;
        continue;
      }
      int colon = text.indexOf(':');
      String field = colon < 0 ? text : text.substring(0, colon);
      String value = colon < 0 ? "" : text.substring(colon + 1);
      if (value.startsWith(" ")) {
        value = value.substring(1);
      }
      switch (field) {
        case "id" -> id = value;
        case "event" -> name = value;
        case "data" -> {
          data.add(value);
          some = true;
        }
        default -> {} // a comment, the time to come back after, or what we do not know
      }
    }
    return Optional.empty();
  }

  private Optional<String> line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = reader.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next >= 0 && next != '\n') {
      if (++taken > LONGEST) {
        throw new IOException("an event of the service is longer than %d bytes".formatted(LONGEST));
      }
      if (next != '\r') {
        line.append((char) next);
      }
      next = reader.read();
    }
    return next < 0 ? Optional.empty() : Optional.of(line.toString());
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
