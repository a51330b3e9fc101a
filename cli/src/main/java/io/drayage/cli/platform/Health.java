package io.drayage.cli.platform;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * How a platform feels.
 *
 * @param ready whether it takes requests
 * @param detail what it says about that, or why it says nothing
 */
public record Health(boolean ready, String detail) {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int LARGEST = 64 * 1024;

  /** Asks it. */
  public static Health ask(String url) {
    try {
      var connection =
          (HttpURLConnection) URI.create(url + "/health/ready").toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      boolean ready = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      try (var body = ready ? connection.getInputStream() : connection.getErrorStream()) {
        String text =
            body == null ? "" : new String(body.readNBytes(LARGEST), StandardCharsets.UTF_8);
        return new Health(ready, ready ? "up" : "not ready: " + text);
      }
    } catch (IOException e) {
      return new Health(false, "it does not answer: " + e.getMessage());
    }
  }
}
