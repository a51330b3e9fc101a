package io.drayage.transport.daemon;

import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an engine says: one JSON object for an error, a line each for the progress of a load. */
final class EngineMessages {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int LONGEST = 1000;

  private EngineMessages() {}

  /** The message of an error, or the text itself, shortened. */
  static String error(String answer) {
    String message = text(answer, "message");
    return shortened(message.isEmpty() ? answer.strip() : message);
  }

  /**
   * Finds out whether a load succeeded: the engine says 200 before it knows.
   *
   * @throws IOException with the engine's words when it did not
   */
  static void requireNoError(String answer, DaemonEndpoint endpoint) throws IOException {
    for (String line : answer.lines().toList()) {
      String error = text(line, "error");
      if (!error.isEmpty()) {
        throw new IOException(
            "loading the image: the Docker daemon at %s refused it: %s"
                .formatted(endpoint, shortened(error)));
      }
    }
  }

  private static String text(String json, String member) {
    try {
      JsonNode node = MAPPER.readTree(json);
      return node.path(member).asString("");
    } catch (JacksonException e) {
      // Proxies and old engines answer in plain text.
      return "";
    }
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
