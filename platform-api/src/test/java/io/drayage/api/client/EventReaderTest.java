package io.drayage.api.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventReaderTest {
  private static EventReader reader(String text) {
    return new EventReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsFieldsAndLeavesCommentsOut() throws IOException {
    try (EventReader reader =
        reader(
            "retry: 1000\n\n:\n\nid: 7\r\nevent: image\r\ndata: {\"a\":\r\ndata: 1}\r\n\r\ndata:x\n\n")) {
      assertThat(reader.next()).contains(new ServerSentEvent("7", "image", "{\"a\":\n1}"));
      assertThat(reader.next()).contains(new ServerSentEvent("", "message", "x"));
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void dropsAnEventThatTheConnectionCutsOff() throws IOException {
    try (EventReader reader = reader("id: 1\ndata: whole\n\nid: 2\ndata: ha")) {
      assertThat(reader.next()).map(ServerSentEvent::id).contains("1");
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void refusesAnEventWithoutEnd() throws IOException {
    try (EventReader reader = reader("data: " + "x".repeat(2 << 20))) {
      assertThatThrownBy(reader::next)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("longer");
    }
  }
}
