package io.drayage.storage.token;

import com.nimbusds.jwt.JWTClaimsSet;
import io.drayage.image.InvalidFormatException;
import io.drayage.service.token.TrustedIssuer;
import io.drayage.storage.domain.access.Admission;
import io.drayage.storage.domain.access.RepositoryPattern;
import io.drayage.storage.domain.access.TokenContent;
import io.drayage.storage.domain.access.TokenVerifier;
import java.util.List;
import java.util.Optional;

/** Tokens of another token service, which say themselves what they are good for. */
public final class ForeignRegistryTokens implements TokenVerifier {
  private final TrustedIssuer issuer;
  private final String name;

  /**
   * Believes what an issuer grants.
   *
   * @param name what precedes the names of its users
   */
  public ForeignRegistryTokens(TrustedIssuer issuer, String name) {
    this.issuer = issuer;
    this.name = name;
  }

  @Override
  public Optional<Admission> verify(String token) {
    return issuer.claims(token).flatMap(this::admission);
  }

  private Optional<Admission> admission(JWTClaimsSet claims) {
    try {
      TokenContent content =
          AccessClaim.read(
              name + ':' + claims.getSubject(),
              claims.getClaim(AccessClaim.NAME),
              List.of(RepositoryPattern.EVERYTHING));
      return Optional.of(
          new Admission(content.caller(), Optional.of(claims.getExpirationTime().toInstant())));
    } catch (InvalidFormatException _) {
      return Optional.empty();
    }
  }
}
