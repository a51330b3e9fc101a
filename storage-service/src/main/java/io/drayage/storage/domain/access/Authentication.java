package io.drayage.storage.domain.access;

import io.drayage.storage.domain.access.Caller.Proof;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Tries credentials where they may belong. */
public final class Authentication implements Authenticator {
  /**
   * The user name that goes with a token of an OpenID provider where a client can only send names
   * and passwords.
   */
  public static final String TOKEN_USER = "oidc";

  private final Sources sources;
  private final Rights rights;
  private final InstantSource clock;

  /** Who knows whom. */
  public record Sources(
      Passwords passwords, Robots robots, RefreshSecrets refreshes, List<TokenVerifier> tokens) {
    public Sources {
      tokens = List.copyOf(tokens);
    }
  }

  public Authentication(Sources sources, Rights rights, InstantSource clock) {
    this.sources = sources;
    this.rights = rights;
    this.clock = clock;
  }

  @Override
  public Optional<Admission> authenticate(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Bearer(String token) -> bearer(token);
      case Credentials.Refresh(String token) ->
          Secret.parse(Secret.Kind.REFRESH, token).flatMap(this::refresh);
      case Credentials.Password(String user, String password) -> password(user, password);
    };
  }

  @Override
  public Caller anonymous() {
    return Caller.anonymous(rights.ofNobody());
  }

  private Optional<Admission> bearer(String token) {
    Optional<Secret> secret = Secret.parse(Secret.Kind.ROBOT, token);
    return secret.isPresent() ? robot(secret.get()) : signed(token);
  }

  private Optional<Admission> signed(String token) {
    return sources.tokens().stream().flatMap(v -> v.verify(token).stream()).findFirst();
  }

  private Optional<Admission> password(String user, String password) {
    Optional<Secret> secret = Secret.parse(Secret.Kind.ROBOT, password);
    if (secret.isPresent()) {
      return robot(secret.get());
    }
    if (user.equals(TOKEN_USER)) {
      return signed(password);
    }
    return sources
        .passwords()
        .check(user, password)
        .map(identity -> new Admission(caller(identity, Proof.PASSWORD), Optional.empty()));
  }

  private Optional<Admission> robot(Secret secret) {
    return sources
        .robots()
        .find(secret, clock.instant())
        .map(robot -> new Admission(caller(robot.identity(), Proof.ROBOT), robot.expires()));
  }

  /** Good as long as its user is there and has the password that it was made for. */
  private Optional<Admission> refresh(Secret secret) {
    return sources
        .refreshes()
        .find(secret, clock.instant())
        .flatMap(
            holder ->
                sources
                    .passwords()
                    .find(holder.user())
                    .filter(known -> known.mark().equals(holder.mark())))
        .map(known -> new Admission(caller(known.identity(), Proof.PASSWORD), Optional.empty()));
  }

  private Caller caller(Identity identity, Proof proof) {
    return new Caller(identity.name(), proof, rights.of(identity));
  }
}
