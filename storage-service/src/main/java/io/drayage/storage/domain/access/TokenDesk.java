package io.drayage.storage.domain.access;

import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.access.Caller.Proof;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Hands out tokens: to everybody for the part of what he wants that he may do. */
public final class TokenDesk {
  private static final Duration REFRESHABLE = Duration.ofDays(90);

  private final TokenSigner signer;
  private final Passwords passwords;
  private final RefreshSecrets refreshes;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public TokenDesk(
      TokenSigner signer, Passwords passwords, RefreshSecrets refreshes, InstantSource clock) {
    this.signer = signer;
    this.passwords = passwords;
    this.refreshes = refreshes;
    this.clock = clock;
  }

  /**
   * A token.
   *
   * @param refresh what gets more of them without the password
   */
  public record Answer(TokenSigner.SignedToken token, Optional<Secret> refresh) {}

  /**
   * A token for now.
   *
   * @throws RefusedException when the caller shows nothing and nobody may do anything without, or
   *     shows a token: it would never end
   */
  public Answer issue(Caller caller, List<TokenScope> wanted) {
    if (caller.proof() == Proof.REGISTRY_TOKEN
        || (caller.proof() == Proof.NONE && caller.grants().isEmpty())) {
      throw new RefusedException(
          RefusalCode.UNAUTHORIZED, "a token is given for a user name and a password");
    }
    return new Answer(signer.sign(TokenContent.of(caller, wanted)), Optional.empty());
  }

  /**
   * A token, and for users with a password of this registry a secret that gets more of them for 90
   * days or until the password changes.
   */
  public Answer issueLasting(Caller caller, List<TokenScope> wanted) {
    Answer answer = issue(caller, wanted);
    if (caller.proof() != Proof.PASSWORD) {
      return answer;
    }
    return new Answer(
        answer.token(), passwords.find(caller.name()).map(known -> refresh(caller, known)));
  }

  private Secret refresh(Caller caller, Passwords.Known known) {
    Secret secret = Secret.generate(Secret.Kind.REFRESH, random);
    refreshes.add(caller.name(), known.mark(), secret, clock.instant().plus(REFRESHABLE));
    return secret;
  }
}
