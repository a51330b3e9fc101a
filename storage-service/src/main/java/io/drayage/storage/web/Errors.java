package io.drayage.storage.web;

import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Error bodies: distribution specification 1.1, "Error codes". */
final class Errors {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String RETRY_AFTER_SECONDS = "5";

  private Errors() {}

  static void send(HttpServletResponse response, RefusedException refusal) throws IOException {
    if (refusal.code() == RefusalCode.UNAVAILABLE) {
      response.setHeader("Retry-After", "5");
    }
    send(
        response,
        refusal.code().status(),
        refusal.code().label(),
        String.valueOf(refusal.getMessage()));
  }

  /** Tells to come back, which clients do by themselves: RFC 9110, 15.6.4. */
  static void sendUnavailable(HttpServletResponse response, String reason) throws IOException {
    response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
    send(response, 503, "UNAVAILABLE", reason + ", try again later");
  }

  /** Nothing when a part of another answer is on its way: the connection ends instead. */
  static void send(HttpServletResponse response, int status, String code, String message)
      throws IOException {
    if (response.isCommitted()) {
      throw new IOException("the answer was cut short: " + message);
    }
    response.resetBuffer();
    Json.send(response, status, "application/json", body(code, message));
  }

  static byte[] body(String code, String message) {
    ObjectNode root = JSON.createObjectNode();
    root.putArray("errors").addObject().put("code", code).put("message", message);
    return JSON.writeValueAsBytes(root);
  }
}
