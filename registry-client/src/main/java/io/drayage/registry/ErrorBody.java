package io.drayage.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a registry says about a failure: OCI Distribution Specification, "Error codes", or whatever
 * else stands in the body, as a short line.
 */
record ErrorBody(List<String> codes, String text) {
  private static final int LARGEST = 64 * 1024;
  private static final int LONGEST_TEXT = 300;
  private static final int MOST_ERRORS = 5;

  ErrorBody {
    codes = List.copyOf(codes);
  }

  /** Reads and closes. A body that breaks off says less, but is no failure of its own. */
  static ErrorBody readAndClose(Answer answer) {
    byte[] bytes;
    try {
      bytes = answer.readAtMost(LARGEST);
    } catch (IOException e) {
      bytes = new byte[0];
    }
    return of(bytes);
  }

  static ErrorBody of(byte[] bytes) {
    Optional<JsonNode> document = Documents.object(bytes);
    if (document.isPresent()) {
      return ofDocument(document.get());
    }
    String text = Redaction.excerpt(new String(bytes, StandardCharsets.UTF_8), LONGEST_TEXT);
    return new ErrorBody(List.of(), text.isEmpty() ? "" : "\"" + text + "\"");
  }

  private static ErrorBody ofDocument(JsonNode document) {
    List<String> codes = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (JsonNode error : document.path("errors").values()) {
      if (texts.size() == MOST_ERRORS) {
        break;
      }
      String code = Redaction.excerpt(Documents.text(error, "code"), 60);
      String message = Redaction.excerpt(Documents.text(error, "message"), LONGEST_TEXT);
      if (!code.isEmpty()) {
        codes.add(code.toUpperCase(Locale.ROOT));
      }
      texts.add(message.isEmpty() ? code : code.isEmpty() ? message : code + ": " + message);
    }
    if (texts.isEmpty()) {
      for (String field : List.of("error", "error_description", "message", "details")) {
        String text = Redaction.excerpt(Documents.text(document, field), LONGEST_TEXT);
        if (!text.isEmpty()) {
          texts.add(text);
        }
      }
    }
    return new ErrorBody(codes, String.join("; ", texts));
  }

  boolean has(String code) {
    return codes.contains(code);
  }
}
