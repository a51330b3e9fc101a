package io.drayage.cli.service;

import java.net.URI;
import java.util.Optional;

/**
 * A service, and who one is there.
 *
 * @param token a bearer token; never printed
 */
public record ServiceContext(String name, URI server, Optional<String> token) {
  @Override
  public String toString() {
    return "ServiceContext[name=%s, server=%s]".formatted(name, server);
  }
}
