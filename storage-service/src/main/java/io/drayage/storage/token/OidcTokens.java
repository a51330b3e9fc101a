package io.drayage.storage.token;

import com.nimbusds.jwt.JWTClaimsSet;
import io.drayage.service.token.TrustedIssuer;
import io.drayage.storage.domain.access.Admission;
import io.drayage.storage.domain.access.Caller;
import io.drayage.storage.domain.access.Grantee;
import io.drayage.storage.domain.access.Identity;
import io.drayage.storage.domain.access.Rights;
import io.drayage.storage.domain.access.TokenVerifier;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tokens of an OpenID provider, which say who somebody is; what he may do is known here. */
public final class OidcTokens implements TokenVerifier {
  private final TrustedIssuer issuer;
  private final Claims claims;
  private final Rights rights;

  /**
   * How to read them.
   *
   * @param provider what precedes the names of its users and groups, so that none of them is
   *     mistaken for one of this registry
   * @param user the claim with the name of the user
   * @param groups the claim with the names of his groups
   */
  public record Claims(String provider, String user, String groups) {}

  public OidcTokens(TrustedIssuer issuer, Claims claims, Rights rights) {
    this.issuer = issuer;
    this.claims = claims;
    this.rights = rights;
  }

  @Override
  public Optional<Admission> verify(String token) {
    return issuer.claims(token).flatMap(this::admission);
  }

  private Optional<Admission> admission(JWTClaimsSet set) {
    if (!(set.getClaim(claims.user()) instanceof String user) || user.isEmpty()) {
      return Optional.empty();
    }
    try {
      Identity identity = new Identity(Grantee.user(own(user)), groups(set));
      return Optional.of(
          new Admission(
              new Caller(identity.name(), Caller.Proof.OIDC, rights.of(identity)),
              Optional.of(set.getExpirationTime().toInstant())));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // names that nobody here can have
    }
  }

  private Set<String> groups(JWTClaimsSet set) {
    @Nullable Object claim = set.getClaim(claims.groups());
    return claim instanceof Collection<?> names
        ? names.stream().map(String::valueOf).map(this::own).collect(Collectors.toSet())
        : Set.of();
  }

  private String own(String name) {
    return claims.provider() + ':' + name;
  }
}
