package io.drayage.registries;

import io.drayage.image.RegistryHost;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers which mirrors do not answer, so that they are left out for a while. The registry itself
 * is never left out. Thread-safe.
 */
public interface MirrorHealth {

  /** Until when a mirror is left out; empty when it is to be asked. */
  Optional<Instant> leftOutUntil(RegistryHost mirror);

  /** A mirror gave no answer, or one that says it is out of order. */
  void failed(RegistryHost mirror);

  /** A mirror answered, whatever it said. */
  void answered(RegistryHost mirror);

  /** Every mirror is always asked. */
  static MirrorHealth notKept() {
    return new MirrorHealth() {
      @Override
      public Optional<Instant> leftOutUntil(RegistryHost mirror) {
        return Optional.empty();
      }

      @Override
      public void failed(RegistryHost mirror) {}

      @Override
      public void answered(RegistryHost mirror) {}
    };
  }
}
