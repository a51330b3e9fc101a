package io.drayage.storage.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.access.Admission;
import io.drayage.storage.domain.access.Authenticator;
import io.drayage.storage.domain.access.Caller;
import io.drayage.storage.domain.access.Credentials;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Reads the {@code Authorization} header. Whose it was is remembered for ten seconds by its hash:
 * clients send the same one with each request. What is changed through this replica counts at once.
 */
public final class HeaderEntrance implements Entrance {
  private static final int REMEMBERED = 10_000;
  private static final Duration REMEMBERED_FOR = Duration.ofSeconds(10);

  /** What skopeo and podman send without credentials where they are asked for a password. */
  private static final String EMPTY = "Basic Og==";

  private static final Key NOBODY = new Key(0, 0, 0, 0);

  private final Authenticator authenticator;
  private final Challenge challenge;
  private final InstantSource clock;
  private final Cache<Key, Admission> known =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterWrite(REMEMBERED_FOR)
          .executor(Runnable::run)
          .build();

  /** The SHA-256 of a header. */
  private record Key(long a, long b, long c, long d) {}

  public HeaderEntrance(Authenticator authenticator, Challenge challenge, InstantSource clock) {
    this.authenticator = authenticator;
    this.challenge = challenge;
    this.clock = clock;
  }

  @Override
  public Caller caller(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (header == null || header.equals(EMPTY)) {
      return known
          .get(NOBODY, _ -> new Admission(authenticator.anonymous(), Optional.empty()))
          .caller();
    }
    Key key = key(header);
    Admission admission = known.getIfPresent(key);
    if (admission == null) {
      admission =
          AuthorizationHeader.parse(header)
              .flatMap(authenticator::authenticate)
              .orElseThrow(HeaderEntrance::refused);
      known.put(key, admission);
    } else if (admission.until().isPresent()
        && !clock.instant().isBefore(admission.until().get())) {
      throw refused();
    }
    return admission.caller();
  }

  @Override
  public Caller caller(Credentials credentials) {
    return authenticator.authenticate(credentials).orElseThrow(HeaderEntrance::refused).caller();
  }

  private static RefusedException refused() {
    return new RefusedException(
        RefusalCode.UNAUTHORIZED, "the credentials are wrong or have expired; log in");
  }

  private static Key key(String header) {
    try {
      ByteBuffer hash =
          ByteBuffer.wrap(
              MessageDigest.getInstance("SHA-256").digest(header.getBytes(StandardCharsets.UTF_8)));
      return new Key(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void forget() {
    known.invalidateAll();
  }

  @Override
  public void challenge(
      HttpServletRequest request, HttpServletResponse response, Optional<Scope> scope) {
    response.setHeader("WWW-Authenticate", challenge.header(request, scope));
  }
}
