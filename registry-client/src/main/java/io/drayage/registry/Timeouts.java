package io.drayage.registry;

import java.time.Duration;
import java.util.Objects;

/**
 * How long the other side may be silent.
 *
 * @param connect to accept a connection, and again to finish the TLS handshake
 * @param idle between two bytes of an answer
 * @param slowest how long one megabyte of an answer may take before the connection is given up as
 *     too slow, which bounds a peer that sends a byte now and then; and how long a registry may
 *     take to store what was sent to it
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
