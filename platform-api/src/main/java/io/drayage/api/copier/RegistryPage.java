package io.drayage.api.copier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of registries, by name.
 *
 * @param next what to send as {@code after} for the next part; absent in the last one
 */
public record RegistryPage(List<RegistryResource> registries, @Nullable String next) {
  public RegistryPage {
    registries = List.copyOf(registries);
  }
}
