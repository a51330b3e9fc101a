package io.drayage.copy;

import io.drayage.image.Digest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Blobs and manifests that are on their way: each goes to a place once at a time, whoever else
 * needs it waits. Thread-safe.
 */
final class Flights {
  private record Key(Object store, Digest blob) {}

  private final ConcurrentHashMap<Key, Flight> underWay = new ConcurrentHashMap<>();

  /**
   * Begins to bring a blob to a place, or joins whoever does.
   *
   * @param store what tells places apart: a registry, one of its repositories, a folder
   */
  Flight board(Object store, Digest blob) {
    Key key = new Key(store, blob);
    Flight own = new Flight(key);
    Flight other = underWay.putIfAbsent(key, own);
    return other == null ? own : other.joined();
  }

  /** Whether somebody is bringing the blob there. */
  boolean isUnderWay(Object store, Digest blob) {
    return underWay.containsKey(new Key(store, blob));
  }

  /** A blob on its way, as its pilot or a passenger sees it. */
  final class Flight implements AutoCloseable {
    private final Key key;
    private final CountDownLatch landed;
    private final boolean pilot;

    private Flight(Key key) {
      this.key = key;
      this.landed = new CountDownLatch(1);
      this.pilot = true;
    }

    private Flight(Flight other) {
      this.key = other.key;
      this.landed = other.landed;
      this.pilot = false;
    }

    private Flight joined() {
      return new Flight(this);
    }

    /** Whether the blob is this caller's to bring. */
    boolean isPilot() {
      return pilot;
    }

    /** Waits until the pilot is done, with success or without. */
    void await() throws InterruptedException {
      landed.await();
    }

    /** Ends the flight if this is its pilot; a passenger just leaves. */
    @Override
    public void close() {
      if (pilot) {
        underWay.remove(key);
        landed.countDown();
      }
    }
  }
}
