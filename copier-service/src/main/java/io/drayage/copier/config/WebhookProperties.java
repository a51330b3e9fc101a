package io.drayage.copier.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages to webhooks are sent, {@code drayage.copier.webhooks.*}.
 *
 * @param source says in each message which service it is from; a URI reference
 * @param allowed addresses, blocks and hosts inside, which are refused otherwise
 * @param firstPause after the first failure; twice as long after each further one
 * @param attempts after which a message is a dead letter
 * @param keep how long dead letters are kept
 * @param quiet a run that a registry asked for begins so long after the last push
 */
@ConfigurationProperties("drayage.copier.webhooks")
public record WebhookProperties(
    @DefaultValue("/copier") String source,
    @Nullable List<String> allowed,
    @DefaultValue("1s") Duration firstPause,
    @DefaultValue("10m") Duration longestPause,
    @DefaultValue("14") int attempts,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue("30d") Duration keep,
    @DefaultValue("2s") Duration quiet) {

  List<String> allowedHosts() {
    return allowed == null ? List.of() : allowed;
  }
}
