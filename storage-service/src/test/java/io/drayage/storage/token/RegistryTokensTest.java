package io.drayage.storage.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.Caller;
import io.drayage.storage.domain.access.Grant;
import io.drayage.storage.domain.access.Grants;
import io.drayage.storage.domain.access.KeyRecords;
import io.drayage.storage.domain.access.RepositoryPattern;
import io.drayage.storage.domain.access.Right;
import io.drayage.storage.domain.access.TokenContent;
import io.drayage.storage.domain.access.TokenScope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegistryTokensTest {
  private static final RepositoryPath APP = new RepositoryPath("team/app");
  private static final Caller ALICE =
      new Caller(
          "alice",
          Caller.Proof.PASSWORD,
          new Grants(
              List.of(
                  new Grant(new RepositoryPattern("team/**"), Set.of(Right.PULL, Right.PUSH)))));

  private final Keys records = new Keys();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final RegistryTokens tokens = tokens();

  private RegistryTokens tokens() {
    return new RegistryTokens(
        new SigningKeys(records, () -> now), "here", Duration.ofMinutes(5), () -> now);
  }

  private static final class Keys implements KeyRecords {
    private final List<Key> keys = new ArrayList<>();
    private int reads;

    @Override
    public List<Key> list() {
      reads++;
      return keys.stream().sorted(Comparator.comparing(Key::createdAt).reversed()).toList();
    }

    @Override
    public void add(Key key) {
      keys.add(key);
    }

    @Override
    public void removeOlderThan(Instant time) {
      keys.removeIf(key -> key.createdAt().isBefore(time));
    }
  }

  private String token(String... scopes) {
    return tokens.sign(TokenContent.of(ALICE, TokenScope.parse(List.of(scopes)))).text();
  }

  private Optional<Caller> caller(String token) {
    return tokens.verify(token).map(admission -> admission.caller());
  }

  @Test
  void grantsThePartThatTheOwnerMayDo() {
    Caller caller =
        caller(token("repository:team/app:pull,delete repository:other/app:pull")).orElseThrow();

    assertThat(caller.name()).isEqualTo("alice");
    assertThat(caller.proof()).isEqualTo(Caller.Proof.REGISTRY_TOKEN);
    assertThat(caller.may(Right.PULL, APP)).isTrue();
    assertThat(caller.may(Right.PUSH, APP)).as("not asked for").isFalse();
    assertThat(caller.may(Right.DELETE, APP)).as("not his").isFalse();
    assertThat(caller.may(Right.PULL, new RepositoryPath("other/app"))).isFalse();
    assertThat(caller.sees(APP)).isFalse();
  }

  @Test
  void listsWhatItsOwnerSees() {
    Caller caller = caller(token("registry:catalog:*")).orElseThrow();

    assertThat(caller.sees(APP)).isTrue();
    assertThat(caller.sees(new RepositoryPath("other/app"))).isFalse();
    assertThat(caller.may(Right.PULL, APP)).isFalse();
  }

  @Test
  void refusesWhatHasExpired() {
    String token = token("repository:team/app:pull");
    now = now.plus(Duration.ofMinutes(5));

    assertThat(caller(token)).isEmpty();
  }

  @Test
  void refusesWhatWasChanged() {
    String[] parts = token("repository:team/app:pull").split("\\.", -1);
    String claims =
        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            .replace("pull", "push");
    String none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    String changed =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8));

    assertThat(caller(parts[0] + '.' + changed + '.' + parts[2])).isEmpty();
    assertThat(caller(none + '.' + changed + '.')).isEmpty();
    assertThat(caller("")).isEmpty();
    assertThat(caller("a.b.c")).isEmpty();
  }

  @Test
  void refusesWhatAnotherRegistrySigned() {
    RegistryTokens elsewhere =
        new RegistryTokens(
            new SigningKeys(new Keys(), () -> now), "here", Duration.ofMinutes(5), () -> now);

    String token = elsewhere.sign(TokenContent.of(ALICE, List.of())).text();

    assertThat(caller(token)).isEmpty();
  }

  @Test
  void knowsTheTokensOfAnotherReplica() {
    String token = token("repository:team/app:pull");

    assertThat(tokens().verify(token)).isPresent();
  }

  @Test
  void readsTheKeysOnceForManyTokens() {
    String token = token("repository:team/app:pull");
    int before = records.reads;

    for (int i = 0; i < 100; i++) {
      assertThat(caller(token)).isPresent();
    }

    assertThat(records.reads).isEqualTo(before);
  }

  @Test
  void signsWithAnotherKeyNextMonth() {
    String old = token("repository:team/app:pull");
    now = now.plus(Duration.ofDays(30)).minusSeconds(60);
    String last = token("repository:team/app:pull");
    now = now.plusSeconds(120);
    String next = token("repository:team/app:pull");

    assertThat(header(last)).isEqualTo(header(old));
    assertThat(header(next)).isNotEqualTo(header(old));
    assertThat(caller(last)).isPresent();
    assertThat(caller(next)).isPresent();

    now = now.plus(Duration.ofDays(30));
    token();

    assertThat(records.keys).hasSize(2);
  }

  private static String header(String token) {
    return token.substring(0, token.indexOf('.'));
  }
}
