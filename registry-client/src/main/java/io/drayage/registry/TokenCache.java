package io.drayage.registry;

import io.drayage.image.Credential;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tokens by where they come from, whose they are and what they allow. However many threads need the
 * same one, it is asked for once; a token that allows more than what is needed will do.
 */
final class TokenCache {

  /**
   * A token that was handed out.
   *
   * @param fresh whether it was asked for just now
   */
  record Grant(Token token, Scopes scopes, boolean fresh) {}

  /**
   * @param subject the repository that most of the tokens are about
   */
  private record Issuer(String realm, String service, Credential credential, String subject) {}

  private final TokenServer server;
  private final RegistryClientOptions options;
  private final ConcurrentMap<Issuer, List<Slot>> slots = new ConcurrentHashMap<>();

  TokenCache(TokenServer server, RegistryClientOptions options) {
    this.server = server;
    this.options = options;
  }

  Grant obtain(Challenge.Bearer challenge, Scopes needed, Credential credential, String subject)
      throws IOException {
    var issuer = new Issuer(challenge.realm(), challenge.service(), credential, subject);
    Slot slot = slotFor(slots.computeIfAbsent(issuer, _ -> new ArrayList<>()), needed);
    try {
      slot.filling.lockInterruptibly();
    } catch (InterruptedException e) {
      throw Interruption.during("waiting for a token", e);
    }
    try {
      Token held = slot.token;
      if (held != null && options.clock().instant().isBefore(held.usableUntil())) {
        return new Grant(held, slot.scopes, false);
      }
      Token fetched = server.fetch(challenge, slot.scopes, credential);
      slot.token = fetched;
      return new Grant(fetched, slot.scopes, true);
    } finally {
      slot.filling.unlock();
    }
  }

  private static Slot slotFor(List<Slot> known, Scopes needed) {
    synchronized (known) {
      for (Slot slot : known) {
        if (slot.scopes.covers(needed)) {
          return slot;
        }
      }
      Slot slot = new Slot(needed);
      known.add(slot);
      return slot;
    }
  }

  /** Throws away a token that was refused, unless another thread did already. */
  void forget(Grant refused) {
    for (List<Slot> known : slots.values()) {
      synchronized (known) {
        for (Slot slot : known) {
          if (refused.token().equals(slot.token)) {
            slot.token = null;
          }
        }
      }
    }
  }

  private static final class Slot {
    private final Scopes scopes;
    private final ReentrantLock filling = new ReentrantLock();
    private volatile @Nullable Token token;

    Slot(Scopes scopes) {
      this.scopes = scopes;
    }
  }
}
