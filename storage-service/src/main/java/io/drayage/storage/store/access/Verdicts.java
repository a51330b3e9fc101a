package io.drayage.storage.store.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Which passwords were right and which were not, so that bcrypt, which is slow on purpose, does not
 * run for each request. It runs on half of the processors at most, and not at all for a user of
 * whom many wrong passwords were just tried: whoever guesses can neither go on for long nor slow
 * down others. Bounded; what it remembers are hashes that mean nothing outside of this process.
 */
public final class Verdicts {
  private static final int REMEMBERED = 10_000;
  private static final int WRONG_PER_MINUTE = 10;
  private static final int PATIENCE_SECONDS = 5;

  private final String salt;
  private final Semaphore permits;
  private final Cache<String, Boolean> verdicts =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterAccess(Duration.ofMinutes(15))
          .executor(Runnable::run)
          .build();
  private final Cache<String, AtomicInteger> wrong =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterWrite(Duration.ofMinutes(1))
          .executor(Runnable::run)
          .build();

  /**
   * Remembers nothing yet.
   *
   * @param salt random
   * @param processors how many there are
   */
  public Verdicts(String salt, int processors) {
    this.salt = salt;
    this.permits = new Semaphore(Math.max(1, processors / 2));
  }

  /** A password that somebody says is a user's, whose hash is this. */
  record Attempt(String user, String password, String hash) {
    @Override
    public String toString() {
      return "Attempt[user=%s, password=***, hash=***]".formatted(user);
    }
  }

  boolean about(Attempt attempt, BooleanSupplier check) {
    String key = fingerprint(salt, attempt.user(), attempt.hash(), attempt.password());
    Boolean known = verdicts.getIfPresent(key);
    if (known != null) {
      return known;
    }
    AtomicInteger failures = wrong.get(attempt.user(), _ -> new AtomicInteger());
    if (failures.get() >= WRONG_PER_MINUTE) {
      throw tooMany("too many wrong passwords for this user; wait a minute");
    }
    boolean right = run(check);
    verdicts.put(key, right);
    if (!right) {
      failures.incrementAndGet();
    }
    return right;
  }

  private boolean run(BooleanSupplier check) {
    try {
      if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw tooMany("too many passwords are being checked; try again in a moment");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw tooMany("the registry is being stopped");
    }
    try {
      return check.getAsBoolean();
    } finally {
      permits.release();
    }
  }

  private static RefusedException tooMany(String message) {
    return new RefusedException(RefusalCode.TOOMANYREQUESTS, message);
  }

  /** Differs for each hash of a password, and tells nothing about it. */
  String mark(String hash) {
    return fingerprint("mark", hash);
  }

  private static String fingerprint(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
