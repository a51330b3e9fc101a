package io.drayage.storage.domain.access;

import java.time.Instant;
import java.util.List;

/** Where the keys that sign tokens are kept, for all replicas. */
public interface KeyRecords {
  /** All, the newest first. */
  List<Key> list();

  void add(Key key);

  void removeOlderThan(Instant time);

  /**
   * A key.
   *
   * @param jwk the private key as JSON (RFC 7517)
   */
  record Key(String id, String jwk, Instant createdAt) {
    @Override
    public String toString() {
      return "Key[id=%s, jwk=***, createdAt=%s]".formatted(id, createdAt);
    }
  }
}
