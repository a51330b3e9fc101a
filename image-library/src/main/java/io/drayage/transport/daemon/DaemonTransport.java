package io.drayage.transport.daemon;

import io.drayage.transport.Transport;

/**
 * Images of a Docker engine: {@code docker-daemon:name:tag}, or to read {@code
 * docker-daemon:sha256:ID}.
 */
public final class DaemonTransport implements Transport {
  /** The only one; it has no state. */
  public static final DaemonTransport INSTANCE = new DaemonTransport();

  private DaemonTransport() {}

  @Override
  public String name() {
    return "docker-daemon";
  }

  @Override
  public DaemonLocation parse(String text) {
    return new DaemonLocation(DaemonName.parse(text), DaemonEndpoint.standard());
  }
}
