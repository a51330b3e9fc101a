package io.drayage.registry;

import io.drayage.image.Credential;
import io.drayage.image.RepositoryName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Adds to requests what proves who is asking. What the registry wants is learnt from the first
 * request, which the others wait for; after that tokens are asked for up front.
 */
final class Authorizer {
  private final Redirects redirects;
  private final TokenCache tokens;
  private final Credentials credentials;
  private final Set<String> pushed = ConcurrentHashMap.newKeySet();
  private final ReentrantLock learning = new ReentrantLock();
  private volatile @Nullable Challenge known;

  Authorizer(Redirects redirects, TokenCache tokens, Credentials credentials) {
    this.redirects = redirects;
    this.tokens = tokens;
    this.credentials = credentials;
  }

  void expectPush(RepositoryName repository) {
    pushed.add(repository.path());
  }

  /**
   * Sends with a credential, and once more with another token when the one at hand turned out to be
   * old or too weak. An answer 401 is one that no further token would change.
   */
  Answer send(Outgoing outgoing, Call call, Origin registry) throws IOException {
    if (!Origin.of(outgoing.uri()).equals(registry)) {
      return redirects.send(outgoing);
    }
    Credential credential = credentials.of(call.repository());
    if (credential instanceof Credential.RegistryToken token) {
      return redirects.send(authorized(outgoing, "Bearer " + token.token()));
    }
    Challenge challenge = known;
    if (challenge == null) {
      Learnt learnt = learn(outgoing, registry);
      if (learnt.answer() != null) {
        return learnt.answer();
      }
      challenge = learnt.challenge();
    }
    return answerChallenge(outgoing, call, challenge, credential);
  }

  /** Either the answer of a registry that asks for nothing, or what it asks for. */
  private record Learnt(Challenge challenge, @Nullable Answer answer) {}

  private Learnt learn(Outgoing outgoing, Origin registry) throws IOException {
    try {
      learning.lockInterruptibly();
    } catch (InterruptedException e) {
      throw Interruption.during("waiting for the first answer of " + registry.authority(), e);
    }
    try {
      Challenge already = known;
      if (already != null) {
        return new Learnt(already, null);
      }
      Answer answer = redirects.send(outgoing);
      Optional<Challenge> challenge = challengeOf(answer, registry);
      if (challenge.isEmpty() || !outgoing.repeatable()) {
        if (answer.status() < 500 && answer.status() != 429) {
          known = challenge.orElseGet(Challenge.None::new);
        }
        return new Learnt(new Challenge.None(), answer);
      }
      answer.close();
      known = challenge.get();
      return new Learnt(challenge.get(), null);
    } finally {
      learning.unlock();
    }
  }

  private Answer answerChallenge(
      Outgoing outgoing, Call call, Challenge challenge, Credential credential) throws IOException {
    Scopes scopes = needed(call, challenge);
    Proof proof = prove(challenge, scopes, credential, call);
    Answer answer = redirects.send(authorized(outgoing, proof.header()));
    Optional<Challenge> again = challengeOf(answer, Origin.of(outgoing.uri()));
    if (again.isEmpty()) {
      return answer;
    }
    TokenCache.Grant refused = proof.grant();
    if (refused != null) {
      tokens.forget(refused);
    }
    if (!outgoing.repeatable() || !worthAnother(proof, again.get(), credential)) {
      return answer;
    }
    answer.close();
    known = again.get();
    Scopes wider =
        again.get() instanceof Challenge.Bearer bearer
            ? needed(call, bearer).plus(bearer.scopes())
            : scopes;
    Proof better = prove(again.get(), wider, credential, call);
    return redirects.send(authorized(outgoing, better.header()));
  }

  private static boolean worthAnother(Proof used, Challenge again, Credential credential) {
    return switch (again) {
      case Challenge.None() -> false;
      case Challenge.Basic() ->
          used.header() == null && credential instanceof Credential.UsernamePassword;
      case Challenge.Bearer bearer -> {
        TokenCache.Grant grant = used.grant();
        yield grant == null
            || !grant.fresh()
            || !grant.scopes().covers(new Scopes(bearer.scopes()));
      }
    };
  }

  /** Only tokens have scopes. */
  private Scopes needed(Call call, Challenge challenge) {
    if (!(challenge instanceof Challenge.Bearer bearer)) {
      return call.scopes();
    }
    Scopes scopes = widened(call.scopes());
    return call.repository().isEmpty() ? scopes.plus(bearer.scopes()) : scopes;
  }

  private Scopes widened(Scopes scopes) {
    return new Scopes(
        scopes.list().stream()
            .map(
                scope ->
                    scope.type().equals("repository") && pushed.contains(scope.name())
                        ? new Scopes(java.util.List.of(scope, Scope.push(scope.name())))
                            .list()
                            .getFirst()
                        : scope)
            .toList());
  }

  /** What stands in the header, and the token behind it. */
  private record Proof(@Nullable String header, TokenCache.@Nullable Grant grant) {}

  private Proof prove(Challenge challenge, Scopes scopes, Credential credential, Call call)
      throws IOException {
    // No pattern switch: the first one of a process is linked at run time, which costs each start.
    if (challenge instanceof Challenge.Bearer bearer) {
      String subject = call.repository().map(RepositoryName::path).orElse("");
      TokenCache.Grant grant = tokens.obtain(bearer, scopes, credential, subject);
      return new Proof("Bearer " + grant.token().value(), grant);
    }
    return new Proof(
        challenge instanceof Challenge.Basic
                && credential instanceof Credential.UsernamePassword user
            ? basic(user)
            : null,
        null);
  }

  private static Optional<Challenge> challengeOf(Answer answer, Origin registry) {
    return answer.status() == 401 && Origin.of(answer.uri()).equals(registry)
        ? Challenge.parse(answer.headers("WWW-Authenticate"))
        : Optional.empty();
  }

  private static Outgoing authorized(Outgoing outgoing, @Nullable String header) {
    if (header == null) {
      return outgoing;
    }
    Map<String, String> headers = new HashMap<>(outgoing.headers());
    headers.put("Authorization", header);
    return new Outgoing(
        outgoing.kind(), outgoing.method(), outgoing.uri(), headers, outgoing.payload());
  }

  static String basic(Credential.UsernamePassword user) {
    byte[] pair = (user.username() + ":" + user.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
