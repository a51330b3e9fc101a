package io.drayage.storage.config;

import io.drayage.service.start.ServerAddress;
import io.drayage.service.start.StandardInput;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** Says on one line of standard output when the registry is ready, and where. */
@ConditionalOnBooleanProperty(name = "drayage.announce", matchIfMissing = true)
final class Announcement {
  private final StorageProperties properties;
  private final Environment environment;

  Announcement(StorageProperties properties, Environment environment) {
    this.properties = properties;
    this.environment = environment;
  }

  @EventListener
  void ready(ApplicationReadyEvent event) {
    System.out.printf(
        "registry ready at %s, data in %s%n", ServerAddress.of(environment), properties.data());
    System.out.flush();
    if (properties.stopWithInput()) {
      StandardInput.stopAtEnd(event.getApplicationContext());
    }
  }
}
