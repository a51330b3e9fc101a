package io.drayage.registry;

import java.time.Duration;
import java.util.Objects;

/**
 * How long the other side may be silent.
 *
 * @param connect to accept a connection, and again to finish the TLS handshake
 * @param idle between two bytes of an answer
 * @param slowest how long one megabyte of a blob may take before the connection is given up as too
 *     slow; bounds a peer that sends a byte now and then
 */
public record Timeouts(Duration connect, Duration idle, Duration slowest) {
  public Timeouts {
    Objects.requireNonNull(connect);
    Objects.requireNonNull(idle);
    Objects.requireNonNull(slowest);
  }

  /** 30 s to connect, 60 s of silence, ten minutes for a megabyte. */
  public static Timeouts standard() {
    return new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofMinutes(10));
  }
}
