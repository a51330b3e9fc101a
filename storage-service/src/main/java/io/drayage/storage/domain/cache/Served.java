package io.drayage.storage.domain.cache;

import io.drayage.image.RawManifest;
import java.time.Duration;
import java.util.Optional;

/**
 * A manifest of the cache.
 *
 * @param age since the registry behind it was asked; nothing where that does not matter
 * @param warning why it may be out of date
 */
public record Served(RawManifest manifest, Optional<Duration> age, Optional<String> warning) {

  /** One that is named by its digest and can never change. */
  static Served immutable(RawManifest manifest) {
    return new Served(manifest, Optional.empty(), Optional.empty());
  }

  static Served of(RawManifest manifest, Duration age) {
    return new Served(manifest, Optional.of(age), Optional.empty());
  }

  static Served stale(RawManifest manifest, Duration age, String warning) {
    return new Served(manifest, Optional.of(age), Optional.of(warning));
  }
}
