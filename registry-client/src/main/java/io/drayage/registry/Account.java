package io.drayage.registry;

import io.drayage.image.Credential;
import io.drayage.image.RegistryHost;
import java.util.Objects;

/**
 * Who asks a registry that counts requests.
 *
 * @param name {@code host user}; the host alone for those who are nobody
 */
public record Account(String name) {
  public Account {
    Objects.requireNonNull(name);
  }

  /** The account that a credential belongs to; tokens of one registry count as one. */
  public static Account of(RegistryHost host, Credential credential) {
    return new Account(
        switch (credential) {
          case Credential.UsernamePassword user -> host + " " + user.username();
          case Credential.IdentityToken _, Credential.RegistryToken _ -> host + " (token)";
          case Credential.Anonymous _ -> host.toString();
        });
  }
}
