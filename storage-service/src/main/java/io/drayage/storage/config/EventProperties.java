package io.drayage.storage.config;

import io.drayage.storage.domain.access.RepositoryPattern;
import io.drayage.storage.domain.event.Action;
import io.drayage.storage.domain.event.Endpoint;
import io.drayage.storage.domain.event.EventFilter;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is told of events, {@code drayage.storage.events.*}.
 *
 * @param endpoints whom to tell
 * @param source what events call this registry, a URI reference
 * @param interval how often waiting events are looked for
 * @param firstDelay how long to wait after the first failure; twice as long after each other one
 * @param longestDelay the longest wait between two attempts
 * @param deadLetterExpiry how long an event that was given up is kept
 * @param linkLocal whether link-local addresses and those of cloud metadata may be endpoints
 */
@ConfigurationProperties("drayage.storage.events")
record EventProperties(
    @DefaultValue List<EndpointProperties> endpoints,
    @DefaultValue("urn:drayage:registry") String source,
    @DefaultValue("500ms") Duration interval,
    @DefaultValue("1s") Duration firstDelay,
    @DefaultValue("5m") Duration longestDelay,
    @DefaultValue("30d") Duration deadLetterExpiry,
    @DefaultValue("false") boolean linkLocal) {

  EventProperties {
    endpoints = List.copyOf(endpoints);
    Set<String> names = new HashSet<>();
    for (EndpointProperties endpoint : endpoints) {
      if (!names.add(endpoint.name())) {
        throw new IllegalArgumentException(
            "drayage.storage.events.endpoints: two are named " + endpoint.name());
      }
    }
  }

  /**
   * An endpoint.
   *
   * @param name stands for it in records; events that wait belong to the name
   * @param url where to post, http or https
   * @param format cloudevents, cloudevents-binary or docker
   * @param repositories patterns of repositories
   * @param actions labels of actions; without any, all but pulls
   * @param secret signs messages by HMAC-SHA256
   * @param token is sent as bearer token
   * @param timeout for one attempt
   * @param attempts how many before an event is given up
   */
  record EndpointProperties(
      String name,
      URI url,
      @DefaultValue("cloudevents") Endpoint.Format format,
      @DefaultValue("**") List<String> repositories,
      @DefaultValue List<String> actions,
      @Nullable String secret,
      @Nullable String token,
      @DefaultValue("10s") Duration timeout,
      @DefaultValue("15") int attempts) {

    EndpointProperties {
      if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
        throw new IllegalArgumentException(
            "drayage.storage.events.endpoints: a name has letters, digits, dots, dashes and underscores");
      }
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (!web || url.getHost() == null || url.getUserInfo() != null) {
        throw new IllegalArgumentException(
            "drayage.storage.events.endpoints: the url of %s must be http://HOST… or https://HOST…, without a password"
                .formatted(name));
      }
      if (attempts < 1 || !timeout.isPositive()) {
        throw new IllegalArgumentException(
            "drayage.storage.events.endpoints: %s needs a timeout and at least one attempt"
                .formatted(name));
      }
    }

    Endpoint endpoint() {
      return new Endpoint(
          name,
          url,
          format,
          new EventFilter(
              repositories.stream().map(RepositoryPattern::new).toList(), chosenActions()),
          new Endpoint.Proof(Optional.ofNullable(secret), Optional.ofNullable(token)),
          new Endpoint.Patience(timeout, attempts));
    }

    private Set<Action> chosenActions() {
      if (actions.isEmpty()) {
        return EnumSet.complementOf(EnumSet.of(Action.MANIFEST_PULL));
      }
      Set<Action> chosen = EnumSet.noneOf(Action.class);
      actions.forEach(label -> chosen.add(Action.parse(label)));
      return chosen;
    }

    @Override
    public String toString() {
      return "EndpointProperties[name=%s, url=%s]".formatted(name, url);
    }
  }
}
