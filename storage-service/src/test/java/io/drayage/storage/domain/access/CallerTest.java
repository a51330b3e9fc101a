package io.drayage.storage.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.RepositoryPath;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTest {
  private static final RepositoryPath APP = new RepositoryPath("team/app");
  private static final RepositoryPath OTHER = new RepositoryPath("other/app");

  private final Caller alice =
      new Caller(
          "alice",
          Caller.Proof.PASSWORD,
          new Grants(
              List.of(
                  new Grant(new RepositoryPattern("team/**"), Set.of(Right.PULL, Right.PUSH)),
                  new Grant(new RepositoryPattern("own/*"), Set.of(Right.ADMIN)))));

  @Test
  void mayWhatIsGrantedAndNoMore() {
    assertThat(alice.may(Right.PULL, APP)).isTrue();
    assertThat(alice.may(Right.PUSH, APP)).isTrue();
    assertThat(alice.may(Right.DELETE, APP)).isFalse();
    assertThat(alice.may(Right.PULL, OTHER)).isFalse();
    assertThat(alice.may(Right.DELETE, new RepositoryPath("own/app"))).isTrue();
    assertThat(alice.isAdministrator()).isFalse();
  }

  @Test
  void hearsTheSameWhateverExists() {
    assertThatThrownBy(() -> alice.require(Right.PULL, OTHER))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.DENIED));
    assertThatThrownBy(() -> Caller.anonymous(Grants.NONE).require(Right.PULL, OTHER))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.UNAUTHORIZED));
  }

  @Test
  void isKnownToWhatIsDoneForHim() {
    assertThat(Callers.current()).isEqualTo(Caller.ANYBODY);
    Callers.as(alice, () -> assertThat(Callers.current()).isEqualTo(alice));
    assertThat(Callers.current()).isEqualTo(Caller.ANYBODY);
    assertThat(Caller.ANYBODY.isAdministrator()).isTrue();
  }
}
