package io.drayage.storage;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** An OpenID provider on loopback: its discovery document, its keys, and tokens signed with one. */
final class TestIssuer implements AutoCloseable {
  private final HttpServer server;
  private final RSAKey key;
  private final AtomicInteger fetches = new AtomicInteger();

  private TestIssuer(HttpServer server, RSAKey key) {
    this.server = server;
    this.key = key;
  }

  static TestIssuer start() throws IOException, JOSEException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RSAKey key = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
    TestIssuer issuer = new TestIssuer(server, key);
    server.createContext(
        "/realm/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}"
                    .formatted(issuer.uri(), issuer.uri())));
    server.createContext(
        "/realm/keys",
        exchange -> {
          issuer.fetches.incrementAndGet();
          answer(exchange, new JWKSet(key.toPublicJWK()).toString());
        });
    server.start();
    return issuer;
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  String uri() {
    return "http://127.0.0.1:%d/realm".formatted(server.getAddress().getPort());
  }

  /** How often its keys were fetched. */
  int fetches() {
    return fetches.get();
  }

  /** A token that is right, unless it is changed. */
  String token(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
    return token(key, change);
  }

  /** One that somebody else has signed. */
  String forged() throws JOSEException {
    RSAKey other = new RSAKeyGenerator(2048).keyID(key.getKeyID()).generate();
    return token(other, claims -> claims);
  }

  private String token(RSAKey signer, UnaryOperator<JWTClaimsSet.Builder> change)
      throws JOSEException {
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(uri())
            .audience("registry")
            .subject("carol")
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))));
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signer.getKeyID()).build(),
            change.apply(claims).build());
    token.sign(new RSASSASigner(signer));
    return token.serialize();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
