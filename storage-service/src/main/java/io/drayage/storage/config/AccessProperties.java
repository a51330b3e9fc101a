package io.drayage.storage.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may do what, {@code drayage.storage.access.*}. Without any of these, and without a file of
 * users, everybody may do everything.
 *
 * @param required whether callers must have rights although nothing else here says so; for users
 *     that are only in the database
 * @param file the rights file
 * @param anonymousPull patterns of repositories that everybody may pull from
 * @param challenge how callers are asked for credentials; tokens when there is something that
 *     everybody may pull, and otherwise name and password
 * @param service the name of the registry in tokens
 * @param realm the address of the token endpoint; by default /token at the host that a client names
 * @param tokenLifetime how long a token is good for, a minute at least
 * @param passwordCost how slow bcrypt is for users of the database, 4 to 31
 * @param oidc OpenID providers, by the names that precede those of their users and groups
 * @param tokenIssuers other token services that are believed
 */
@ConfigurationProperties("drayage.storage.access")
public record AccessProperties(
    @DefaultValue("false") boolean required,
    @Nullable Path file,
    @DefaultValue List<String> anonymousPull,
    @Nullable Scheme challenge,
    @DefaultValue("drayage") String service,
    @Nullable URI realm,
    @DefaultValue("5m") Duration tokenLifetime,
    @DefaultValue("10") int passwordCost,
    @DefaultValue Map<String, Provider> oidc,
    @DefaultValue Map<String, Issuer> tokenIssuers) {
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  /** What callers are asked for. */
  public enum Scheme {
    BASIC,
    TOKEN
  }

  /**
   * An OpenID provider.
   *
   * @param audience what the claim {@code aud} has to have: the client that tokens are made for
   * @param keys the address of its keys; by default what its discovery document says
   */
  public record Provider(
      String issuer,
      String audience,
      @Nullable URI keys,
      @DefaultValue("sub") String userClaim,
      @DefaultValue("groups") String groupsClaim) {}

  /**
   * A token service.
   *
   * @param audience what the claim {@code aud} has to have
   * @param keys the address of its keys
   */
  public record Issuer(String issuer, String audience, URI keys) {}

  public AccessProperties {
    if (tokenLifetime.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "drayage.storage.access.token-lifetime is shorter than a minute");
    }
    for (String name : oidc.keySet()) {
      check(name);
    }
    tokenIssuers.keySet().forEach(AccessProperties::check);
  }

  private static void check(String provider) {
    if (!provider.matches("[a-z0-9-]{1,32}") || provider.equals("robot")) {
      throw new IllegalArgumentException(
          "drayage.storage.access: invalid name of an issuer: expected lower-case letters, digits and -; robot is taken");
    }
  }

  boolean isOpen() {
    return !required
        && file == null
        && anonymousPull.isEmpty()
        && oidc.isEmpty()
        && tokenIssuers.isEmpty();
  }

  Optional<Path> rules() {
    return Optional.ofNullable(file);
  }
}
