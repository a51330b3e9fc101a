package io.drayage.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.drayage.api.ProblemException;
import io.drayage.service.token.TrustedIssuer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorsTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final ApiToken.Grant OPERATOR =
      new ApiToken.Grant(Role.OPERATOR, Optional.of("team-a"));

  @Test
  void makesTokensThatAreKnownByTheirFormAndNotPrinted() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      TokenText text = TokenText.generate(RANDOM);
      assertThat(text.value()).matches("dray_[A-Za-z0-9_-]{43}");
      assertThat(text.toString()).isEqualTo("dray_***");
      assertThat(text.fingerprint()).matches("[0-9a-f]{64}");
      assertThat(TokenText.parse(text.value())).contains(text);
      assertThat(made.add(text.value())).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "dray_", "dray_short", "Dray_0123456789012345678901234567890123456789012"})
  void takesNothingElseForAToken(String text) {
    assertThat(TokenText.parse(text)).isEmpty();
  }

  @Test
  void knowsTokensUntilTheyExpireOrAreRevoked() {
    Tokens tokens = new Tokens();
    TokenText text = TokenText.generate(RANDOM);
    ApiToken token =
        new ApiToken(
            "ci", OPERATOR, NOW, Optional.of(NOW.plus(Duration.ofHours(1))), Optional.empty());
    tokens.add(token, text);

    assertThat(new TokenAuthenticator(tokens, () -> NOW).authenticate(text.value()))
        .contains(new Caller("token:ci", Role.OPERATOR, Optional.of("team-a"), ""));
    assertThat(
            new TokenAuthenticator(tokens, () -> NOW.plus(Duration.ofHours(1)))
                .authenticate(text.value()))
        .isEmpty();
    tokens.revoke("ci");
    assertThat(new TokenAuthenticator(tokens, () -> NOW).authenticate(text.value())).isEmpty();
  }

  @Test
  void givesRolesThatIncludeLesserOnes() {
    Caller operator = new Caller("o", Role.OPERATOR, Optional.empty(), "");

    operator.require(Role.READER);
    operator.require(Role.OPERATOR);
    assertThatThrownBy(() -> operator.require(Role.ADMIN))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("o has the role operator, and this needs admin");
  }

  @Test
  void knowsUsersOfAnOpenIdProviderByTheirGroups() throws JOSEException {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k").generate();
    RSAKey strange = new RSAKeyGenerator(2048).keyID("k").generate();
    OidcAuthenticator.Grants grants =
        groups -> groups.contains("corp:team-a") ? Optional.of(OPERATOR) : Optional.empty();
    OidcAuthenticator provider =
        new OidcAuthenticator(
            new TrustedIssuer(
                "https://id.example",
                "drayage",
                new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK())),
                () -> NOW),
            new OidcAuthenticator.Claims("corp", "sub", "groups"),
            grants);

    JWTClaimsSet.Builder good =
        new JWTClaimsSet.Builder()
            .issuer("https://id.example")
            .audience("drayage")
            .subject("anna")
            .expirationTime(Date.from(NOW.plusSeconds(600)))
            .claim("groups", List.of("team-a", "others"));
    assertThat(provider.authenticate(sign(key, good.build())))
        .contains(new Caller("corp:anna", Role.OPERATOR, Optional.of("team-a"), ""));
    assertThat(provider.authenticate(sign(strange, good.build()))).isEmpty();
    for (JWTClaimsSet bad :
        List.of(
            new JWTClaimsSet.Builder(good.build()).issuer("https://evil.example").build(),
            new JWTClaimsSet.Builder(good.build()).audience("other").build(),
            new JWTClaimsSet.Builder(good.build())
                .expirationTime(Date.from(NOW.minusSeconds(600)))
                .build(),
            new JWTClaimsSet.Builder(good.build()).claim("groups", List.of("others")).build())) {
      assertThat(provider.authenticate(sign(key, bad))).isEmpty();
    }
  }

  private static String sign(RSAKey key, JWTClaimsSet claims) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(), claims);
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  /** Tokens in memory. */
  private static final class Tokens implements ApiTokens {
    private final Map<String, ApiToken> tokens = new HashMap<>();

    @Override
    public boolean add(ApiToken token, TokenText text) {
      return tokens.putIfAbsent(text.fingerprint(), token) == null;
    }

    @Override
    public Optional<ApiToken> find(TokenText text, Instant now) {
      return Optional.ofNullable(tokens.get(text.fingerprint()));
    }

    @Override
    public List<ApiToken> list(String after, int limit) {
      return List.copyOf(tokens.values());
    }

    @Override
    public Optional<ApiToken> revoke(String name) {
      Optional<ApiToken> found =
          tokens.values().stream().filter(token -> token.name().equals(name)).findFirst();
      tokens.values().removeIf(token -> token.name().equals(name));
      return found;
    }
  }
}
