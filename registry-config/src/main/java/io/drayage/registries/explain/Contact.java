package io.drayage.registries.explain;

import io.drayage.image.Digest;
import java.time.Duration;
import java.util.Optional;

/**
 * What a place answered when it was asked for the manifest.
 *
 * @param latency from asking to the answer, with all that is needed for it
 * @param digest of the manifest there
 * @param failure why there is none
 * @param quota the requests that the registry leaves, if it says so
 */
public record Contact(
    Duration latency, Optional<Digest> digest, Optional<String> failure, Optional<Quota> quota) {

  /**
   * The headers {@code ratelimit-limit} and {@code ratelimit-remaining}.
   *
   * @param window what the limit is for; empty when the registry does not say
   */
  public record Quota(long limit, long remaining, Optional<Duration> window) {}
}
