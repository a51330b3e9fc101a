package io.drayage.service.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody else whose tokens are believed: signature, issuer, audience and expiry are checked, and
 * only algorithms with public keys count.
 */
public final class TrustedIssuer {
  private static final Logger LOG = LoggerFactory.getLogger(TrustedIssuer.class);
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final String issuer;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  /**
   * Believes tokens for an audience that one of the keys has signed.
   *
   * @param issuer what the claim {@code iss} has to be, exactly
   */
  public TrustedIssuer(
      String issuer, String audience, JWKSource<SecurityContext> keys, InstantSource clock) {
    this.issuer = issuer;
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    // Types of tokens differ from issuer to issuer (JWT, at+jwt); the audience is what counts.
    processor.setJWSTypeVerifier((_, _) -> {});
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<SecurityContext>(
            audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp")) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        });
  }

  /**
   * Believes tokens that one of the keys has signed which the issuer publishes.
   *
   * @param keys where they are; by default where its discovery document says
   */
  public static TrustedIssuer publishing(
      String issuer, String audience, Optional<URI> keys, InstantSource clock) {
    return new TrustedIssuer(issuer, audience, new IssuerKeys(issuer, keys), clock);
  }

  /** The claims of a token; nothing when it is of somebody else or not right. */
  public Optional<JWTClaimsSet> claims(String text) {
    try {
      if (!(JWTParser.parse(text) instanceof SignedJWT token) || !isOurs(token)) {
        return Optional.empty();
      }
      return Optional.of(processor.process(token, null));
    } catch (ParseException | BadJOSEException _) {
      return Optional.empty();
    } catch (JOSEException e) {
      LOG.warn("cannot verify a token of {}: {}", issuer, e.getMessage());
      return Optional.empty();
    }
  }

  /** Before its keys are fetched: a stranger's token is no reason to ask the issuer. */
  private boolean isOurs(SignedJWT token) throws ParseException {
    @Nullable JWTClaimsSet claims = token.getJWTClaimsSet();
    return claims != null && issuer.equals(claims.getIssuer());
  }
}
