package io.drayage.copier.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call, {@code drayage.copier.access.*}.
 *
 * @param required whether callers must show a token; without it everybody is an administrator
 * @param oidc OpenID providers, by the names that precede those of their users and groups
 */
@ConfigurationProperties("drayage.copier.access")
public record AccessProperties(
    @DefaultValue("true") boolean required, @DefaultValue Map<String, Provider> oidc) {

  public AccessProperties {
    for (String name : oidc.keySet()) {
      if (!name.matches("[a-z0-9-]{1,32}") || name.equals("token")) {
        throw new IllegalArgumentException(
            "drayage.copier.access.oidc: invalid name of a provider: expected lower-case letters, digits and -; token is taken");
      }
    }
  }

  /**
   * An OpenID provider.
   *
   * @param audience what the claim {@code aud} has to have: the client that tokens are made for
   * @param keys the address of its keys; by default what its discovery document says
   * @param readers groups whose members look at everything
   * @param operators groups whose members define and run syncs
   * @param admins groups whose members do everything
   */
  public record Provider(
      String issuer,
      String audience,
      @Nullable URI keys,
      @DefaultValue("sub") String userClaim,
      @DefaultValue("groups") String groupsClaim,
      @DefaultValue List<String> readers,
      @DefaultValue List<String> operators,
      @DefaultValue List<String> admins) {}
}
