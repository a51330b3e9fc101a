package io.drayage.service.access;

import com.nimbusds.jwt.JWTClaimsSet;
import io.drayage.service.token.TrustedIssuer;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Knows the callers whom an OpenID provider vouches for; what they may do is known here. */
public final class OidcAuthenticator implements Authenticator {
  private final TrustedIssuer issuer;
  private final Claims claims;
  private final Grants grants;

  /**
   * How to read tokens.
   *
   * @param provider what precedes the names of its users and groups, with a colon
   * @param user the claim with the name of the user
   * @param groups the claim with the names of his groups
   */
  public record Claims(String provider, String user, String groups) {}

  /** What the groups that somebody is in may do. */
  @FunctionalInterface
  public interface Grants {
    /** Empty when they may do nothing here. */
    Optional<ApiToken.Grant> of(Set<String> groups);
  }

  public OidcAuthenticator(TrustedIssuer issuer, Claims claims, Grants grants) {
    this.issuer = issuer;
    this.claims = claims;
    this.grants = grants;
  }

  @Override
  public Optional<Caller> authenticate(String token) {
    return issuer.claims(token).flatMap(this::caller);
  }

  private Optional<Caller> caller(JWTClaimsSet set) {
    if (!(set.getClaim(claims.user()) instanceof String user) || user.isEmpty()) {
      return Optional.empty();
    }
    @Nullable Object claim = set.getClaim(claims.groups());
    Set<String> groups =
        claim instanceof Collection<?> names
            ? names.stream().map(name -> own(String.valueOf(name))).collect(Collectors.toSet())
            : Set.of();
    return grants.of(groups).map(grant -> new Caller(own(user), grant.role(), grant.tenant(), ""));
  }

  private String own(String name) {
    return claims.provider() + ':' + name;
  }
}
