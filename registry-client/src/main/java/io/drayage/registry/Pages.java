package io.drayage.registry;

import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Bounded reading of answers that must be JSON objects. */
final class Pages {
  private Pages() {}

  static byte[] bytes(Call call, Answer answer) throws IOException {
    byte[] bytes;
    try {
      bytes = answer.readAtMost(Documents.LARGEST_PAGE + 1);
    } catch (IOException e) {
      throw Thread.currentThread().isInterrupted()
          ? Interruption.during(call.what(), e)
          : Failures.unavailable(call.what(), Origin.of(answer.uri()).authority(), e);
    }
    if (bytes.length > Documents.LARGEST_PAGE) {
      throw new RegistryException.InvalidContent(
          "%s: a page of the list has more than %d bytes"
              .formatted(call.what(), Documents.LARGEST_PAGE));
    }
    return bytes;
  }

  static JsonNode read(Call call, Answer answer) throws IOException {
    byte[] bytes = bytes(call, answer);
    Optional<JsonNode> document = Documents.object(bytes);
    if (document.isEmpty()) {
      throw new RegistryException.ProtocolViolation(
          "%s: the answer is not JSON: %s".formatted(call.what(), ErrorBody.of(bytes).text()));
    }
    return document.get();
  }
}
