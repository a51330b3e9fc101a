package io.drayage.service.start;

import org.springframework.core.env.Environment;

/** Where a service that runs can be reached. */
public final class ServerAddress {
  private ServerAddress() {}

  /** The URL, without a slash at its end; the server must have started. */
  public static String of(Environment environment) {
    boolean encrypted =
        environment.containsProperty("server.ssl.bundle")
            || environment.containsProperty("server.ssl.certificate");
    return "%s://%s:%s"
        .formatted(
            encrypted ? "https" : "http",
            environment.getProperty("server.address", "127.0.0.1"),
            environment.getProperty("local.server.port"));
  }
}
