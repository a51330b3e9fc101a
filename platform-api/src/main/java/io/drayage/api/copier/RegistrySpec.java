package io.drayage.api.copier;

import org.jspecify.annotations.Nullable;

/**
 * How a registry is reached.
 *
 * @param username whose account is used; nobody's when absent
 * @param password or an access token; never in an answer
 * @param tls {@code required}, the default, or {@code skip} for a registry whose certificate nobody
 *     knows, or that speaks plain HTTP
 * @param authorities PEM certificates that its certificate may stand on, besides the well-known
 */
public record RegistrySpec(
    @Nullable String username,
    @Nullable String password,
    @Nullable Tls tls,
    @Nullable String authorities) {

  /** Whether the other side must prove who it is. */
  public enum Tls {
    REQUIRED,
    SKIP
  }

  /** What may be shown. */
  public RegistrySpec withoutSecrets() {
    return new RegistrySpec(username, null, tls, authorities);
  }

  @Override
  public String toString() {
    return "RegistrySpec[username=%s, password=***, tls=%s]".formatted(username, tls);
  }
}
