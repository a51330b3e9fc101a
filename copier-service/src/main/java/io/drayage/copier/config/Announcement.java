package io.drayage.copier.config;

import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** Says on one line of standard output when the service is ready, and where. */
@ConditionalOnBooleanProperty(name = "drayage.announce", matchIfMissing = true)
final class Announcement {
  private final CopierProperties properties;
  private final Environment environment;

  Announcement(CopierProperties properties, Environment environment) {
    this.properties = properties;
    this.environment = environment;
  }

  @EventListener
  void ready(ApplicationReadyEvent event) {
    String scheme = isEncrypted() ? "https" : "http";
    System.out.printf(
        "copier ready at %s://%s:%s, data in %s%n",
        scheme,
        environment.getProperty("server.address", "127.0.0.1"),
        environment.getProperty("local.server.port"),
        properties.data());
    System.out.flush();
    if (properties.stopWithInput()) {
      Thread.ofPlatform()
          .daemon()
          .name("standard-input")
          .start(() -> stopAtEnd(event.getApplicationContext()));
    }
  }

  private boolean isEncrypted() {
    return environment.containsProperty("server.ssl.bundle")
        || environment.containsProperty("server.ssl.certificate");
  }

  private static void stopAtEnd(ConfigurableApplicationContext context) {
    try {
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    } catch (IOException _) {
      // As good as its end.
    }
    System.exit(SpringApplication.exit(context));
  }
}
