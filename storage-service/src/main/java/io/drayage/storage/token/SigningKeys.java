package io.drayage.storage.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.drayage.storage.domain.access.KeyRecords;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of this registry's tokens, on P-256. A new one is made each month; replicas that make
 * one at the same time have one more, which does no harm. What another replica has made is read
 * when the first token of it is shown.
 */
public final class SigningKeys {
  private static final Duration USED = Duration.ofDays(30);
  private static final Duration KEPT = USED.plusDays(2);
  private static final Duration READ_AT_MOST_EVERY = Duration.ofSeconds(1);

  private final KeyRecords records;
  private final InstantSource clock;
  private Map<String, Dated> keys = Map.of();
  private Instant readAt = Instant.MIN;

  private record Dated(ECKey key, Instant createdAt) {}

  public SigningKeys(KeyRecords records, InstantSource clock) {
    this.records = records;
    this.clock = clock;
  }

  /** The key to sign with now. */
  synchronized ECKey current() {
    Instant now = clock.instant();
    Optional<ECKey> newest = newest(now);
    if (newest.isEmpty()) {
      read(now);
      newest = newest(now);
    }
    return newest.orElseGet(() -> make(now));
  }

  /** The key of a token that is shown. */
  synchronized Optional<ECKey> find(String id) {
    Instant now = clock.instant();
    if (!keys.containsKey(id) && readAt.isBefore(now.minus(READ_AT_MOST_EVERY))) {
      read(now);
    }
    return Optional.ofNullable(keys.get(id))
        .filter(key -> key.createdAt().isAfter(now.minus(KEPT)))
        .map(Dated::key);
  }

  private Optional<ECKey> newest(Instant now) {
    return keys.values().stream()
        .filter(key -> key.createdAt().isAfter(now.minus(USED)))
        .findFirst()
        .map(Dated::key);
  }

  private void read(Instant now) {
    Map<String, Dated> read = new LinkedHashMap<>();
    for (KeyRecords.Key key : records.list()) {
      try {
        read.put(key.id(), new Dated(ECKey.parse(key.jwk()), key.createdAt()));
      } catch (ParseException _) {
        // Its text must not get into a message; without it its tokens are not accepted.
        throw new IllegalStateException(
            "the signing key %s in the database is damaged; delete its row in access_key"
                .formatted(key.id()));
      }
    }
    keys = read;
    readAt = now;
  }

  private ECKey make(Instant now) {
    try {
      ECKey key =
          new ECKeyGenerator(Curve.P_256)
              .keyUse(KeyUse.SIGNATURE)
              .keyIDFromThumbprint(true)
              .generate();
      records.removeOlderThan(now.minus(KEPT));
      records.add(new KeyRecords.Key(key.getKeyID(), key.toJSONString(), now));
      read(now);
      return key;
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot make a key for tokens", e);
    }
  }
}
