package io.drayage.storage.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.drayage.image.InvalidFormatException;
import io.drayage.storage.domain.access.Admission;
import io.drayage.storage.domain.access.RepositoryPattern;
import io.drayage.storage.domain.access.TokenContent;
import io.drayage.storage.domain.access.TokenSigner;
import io.drayage.storage.domain.access.TokenVerifier;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The registry's own tokens: JWTs (RFC 7519) with the claims of Docker's token protocol, signed
 * with ES256. What they are good for is in them, so that none is looked up.
 */
public final class RegistryTokens implements TokenSigner, TokenVerifier {
  private static final Duration SKEW = Duration.ofSeconds(30);
  private static final String CATALOG = "catalog";

  private final SigningKeys keys;
  private final String service;
  private final Duration lifetime;
  private final InstantSource clock;

  /**
   * Signs and verifies.
   *
   * @param service the name of the registry, which is issuer and audience
   * @param lifetime of a token; a client that is not told assumes a minute
   */
  public RegistryTokens(SigningKeys keys, String service, Duration lifetime, InstantSource clock) {
    this.keys = keys;
    this.service = service;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  @Override
  public SignedToken sign(TokenContent content) {
    Instant now = clock.instant();
    ECKey key = keys.current();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(service)
            .audience(service)
            .subject(content.subject())
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now.minus(SKEW)))
            .expirationTime(Date.from(now.plus(lifetime)))
            .claim(AccessClaim.NAME, AccessClaim.write(content))
            .claim(CATALOG, content.catalog().stream().map(RepositoryPattern::value).toList())
            .build();
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
      token.sign(new ECDSASigner(key));
      return new SignedToken(token.serialize(), now, lifetime);
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign a token", e);
    }
  }

  @Override
  public Optional<Admission> verify(String text) {
    try {
      SignedJWT token = SignedJWT.parse(text);
      @Nullable String id = token.getHeader().getKeyID();
      if (id == null || !JWSAlgorithm.ES256.equals(token.getHeader().getAlgorithm())) {
        return Optional.empty();
      }
      Optional<ECKey> key = keys.find(id);
      return key.isPresent() && token.verify(new ECDSAVerifier(key.get().toECPublicKey()))
          ? read(token.getJWTClaimsSet())
          : Optional.empty();
    } catch (ParseException | JOSEException | InvalidFormatException _) {
      return Optional
          .empty(); // no token of ours; what is wrong with it is no business of a guesser
    }
  }

  private Optional<Admission> read(JWTClaimsSet claims) throws ParseException {
    Instant now = clock.instant();
    @Nullable Date expires = claims.getExpirationTime();
    @Nullable Date begins = claims.getNotBeforeTime();
    if (!Objects.equals(claims.getIssuer(), service)
        || !claims.getAudience().contains(service)
        || claims.getSubject() == null
        || expires == null
        || !expires.toInstant().isAfter(now)
        || (begins != null && begins.toInstant().isAfter(now.plus(SKEW)))) {
      return Optional.empty();
    }
    @Nullable List<String> patterns = claims.getStringListClaim(CATALOG);
    TokenContent content =
        AccessClaim.read(
            claims.getSubject(),
            claims.getClaim(AccessClaim.NAME),
            patterns == null ? List.of() : patterns.stream().map(RepositoryPattern::new).toList());
    return Optional.of(new Admission(content.caller(), Optional.of(expires.toInstant())));
  }
}
