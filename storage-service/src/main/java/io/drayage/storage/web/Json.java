package io.drayage.storage.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sends short bodies; the server leaves them out of the answer to a HEAD. */
final class Json {
  private Json() {}

  static void send(HttpServletResponse response, int status, String type, byte[] body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
