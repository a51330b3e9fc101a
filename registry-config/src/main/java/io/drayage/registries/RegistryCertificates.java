package io.drayage.registries;

import java.nio.file.Path;
import java.util.List;

/**
 * The certificates for one registry, as PEM files; whoever uses them reads and checks them.
 *
 * @param authorities trusted in addition to the authorities of the system
 * @param clients to identify the user with
 */
public record RegistryCertificates(List<Path> authorities, List<ClientPair> clients) {
  static final RegistryCertificates NONE = new RegistryCertificates(List.of(), List.of());

  public RegistryCertificates {
    authorities = List.copyOf(authorities);
    clients = List.copyOf(clients);
  }

  public boolean isEmpty() {
    return authorities.isEmpty() && clients.isEmpty();
  }
}
