package io.drayage.storage.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.InvalidFormatException;
import io.drayage.storage.domain.RepositoryPath;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenScopeTest {
  private static final RepositoryPath APP = new RepositoryPath("team/app");

  @Test
  void readsSeveral() {
    assertThat(
            TokenScope.parse(
                List.of(
                    "repository:team/app:pull,push repository:team/app:*", "registry:catalog:*")))
        .containsExactly(
            new TokenScope.InRepository(APP, Set.of(Right.PULL, Right.PUSH)),
            new TokenScope.InRepository(APP, Set.of(Right.PULL, Right.PUSH, Right.DELETE)),
            new TokenScope.Catalog());
  }

  @Test
  void leavesOutWhatItDoesNotKnow() {
    assertThat(
            TokenScope.parse(
                List.of(
                    "", "repository", "repository:app", "planet:app:pull", "repository:A:pull")))
        .isEmpty();
    assertThat(TokenScope.parse(List.of("repository:team/app:admin,fly")))
        .containsExactly(new TokenScope.InRepository(APP, Set.of()));
  }

  @Test
  void refusesTooMany() {
    List<String> scopes =
        IntStream.range(0, 101).mapToObj(i -> "repository:a/" + i + ":pull").toList();

    assertThatThrownBy(() -> TokenScope.parse(scopes)).isInstanceOf(InvalidFormatException.class);
    assertThatThrownBy(() -> TokenScope.parse(List.of(String.join(" ", scopes))))
        .isInstanceOf(InvalidFormatException.class);
  }
}
