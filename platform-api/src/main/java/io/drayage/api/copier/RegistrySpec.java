package io.drayage.api.copier;

import io.drayage.api.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * How a registry is reached.
 *
 * @param username whose account is used; nobody's when absent
 * @param password or an access token; never in an answer
 * @param tls {@code required}, the default, or {@code skip} for a registry whose certificate nobody
 *     knows, or that speaks plain HTTP
 * @param authorities PEM certificates that its certificate may stand on, besides the well-known
 * @param limits what it is to be spared; nothing when absent
 */
public record RegistrySpec(
    @Nullable String username,
    @Nullable String password,
    @Nullable Tls tls,
    @Nullable String authorities,
    @Nullable Limits limits) {

  /** Whether the other side must prove who it is. */
  public enum Tls {
    REQUIRED,
    SKIP
  }

  /**
   * How much may go on with a registry.
   *
   * @param transfers how many blobs may be read from it, and how many written to it, at the same
   *     time by all replicas together
   * @param bytesPerSecond how fast blobs may come from it, and how fast go to it, for each replica
   */
  public record Limits(@Nullable Integer transfers, @Nullable Long bytesPerSecond) {
    private static final int MOST_TRANSFERS = 1_000;

    public Limits {
      if (transfers != null && (transfers < 1 || transfers > MOST_TRANSFERS)) {
        throw ProblemException.invalid("limits.transfers", "must be a number from 1 to 1000");
      }
      if (bytesPerSecond != null && bytesPerSecond < 1) {
        throw ProblemException.invalid("limits.bytesPerSecond", "must be 1 or more");
      }
    }
  }

  /** What may be shown. */
  public RegistrySpec withoutSecrets() {
    return withPassword(null);
  }

  /** The same with another password, or none. */
  public RegistrySpec withPassword(@Nullable String other) {
    return new RegistrySpec(username, other, tls, authorities, limits);
  }

  @Override
  public String toString() {
    return "RegistrySpec[username=%s, password=***, tls=%s]".formatted(username, tls);
  }
}
