package io.drayage.standalone;

import io.drayage.service.start.ServerAddress;
import io.drayage.service.start.StandardInput;
import java.io.IOException;
import java.util.Optional;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/**
 * Says on standard output when everything is ready, and where; at the first start also the token of
 * the administrator, which is told nowhere else.
 */
final class Announcement {
  private final StandaloneProperties properties;
  private final StateFile state;
  private final Facts facts;

  /** What is announced. */
  record Facts(Environment environment, FirstToken token) {}

  Announcement(StandaloneProperties properties, StateFile state, Facts facts) {
    this.properties = properties;
    this.state = state;
    this.facts = facts;
  }

  @EventListener
  void ready(ApplicationReadyEvent event) throws IOException {
    String url = ServerAddress.of(facts.environment());
    Optional<String> token = facts.token().first();
    state.ready(url);
    token.ifPresent(text -> System.out.printf("first admin token, shown only now: %s%n", text));
    System.out.printf("dray ready at %s, data in %s%n", url, properties.folder());
    System.out.flush();
    if (properties.stopWithInput()) {
      StandardInput.stopAtEnd(event.getApplicationContext());
    }
  }
}
