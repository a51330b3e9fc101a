package io.drayage.registries;

import io.drayage.image.Reference;
import java.util.List;
import java.util.Optional;

/**
 * Where to pull a reference from.
 *
 * @param reference what was asked for
 * @param entry the entry with the longest matching prefix
 * @param endpoints in the order to try them; never empty, the registry itself is the last
 */
public record Resolution(
    Reference reference, Optional<RegistryEntry> entry, List<PullEndpoint> endpoints) {

  public Resolution {
    endpoints = List.copyOf(endpoints);
  }

  public PullEndpoint primary() {
    return endpoints.getLast();
  }
}
