package io.drayage.storage.store.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.AccessRules;
import io.drayage.storage.domain.access.Grantee;
import io.drayage.storage.domain.access.Grants;
import io.drayage.storage.domain.access.Identity;
import io.drayage.storage.domain.access.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessFileTest {
  private static final RepositoryPath APP = new RepositoryPath("team/app");

  @TempDir Path folder;

  private AccessRules read(String text) throws IOException {
    return AccessFile.read(Files.writeString(folder.resolve("rights.yaml"), text));
  }

  private static Grants of(AccessRules rules, Grantee grantee) {
    return rules.of(rules.complete(new Identity(grantee, Set.of())).grantees());
  }

  @Test
  void grantsToUsersGroupsAndEverybody() throws IOException {
    AccessRules rules =
        read(
            """
            anonymous: [public/**]
            groups:
              developers: [alice, bob]
            grants:
              - to: [group:developers]
                repositories: [team/**]
                rights: [pull, push]
              - to: [user:alice]
                repositories: [team/app]
                rights: [delete]
            """);

    Grants alice = of(rules, Grantee.user("alice"));
    Grants bob = of(rules, Grantee.user("bob"));
    Grants carol = of(rules, Grantee.user("carol"));

    assertThat(alice.allows(APP, Right.PUSH)).isTrue();
    assertThat(alice.allows(APP, Right.DELETE)).isTrue();
    assertThat(bob.allows(APP, Right.PUSH)).isTrue();
    assertThat(bob.allows(APP, Right.DELETE)).isFalse();
    assertThat(carol.allows(APP, Right.PULL)).isFalse();
    assertThat(carol.allows(new RepositoryPath("public/app"), Right.PULL)).isTrue();
  }

  @Test
  void readsJson() throws IOException {
    AccessRules rules =
        read(
            """
            {"grants": [{"to": ["user:alice"], "repositories": ["**"], "rights": ["admin"]}]}
            """);

    assertThat(of(rules, Grantee.user("alice")).allowsEverywhere(Right.ADMIN)).isTrue();
  }

  @Test
  void doesNotTakeAUserForARobotOrAGroupOfHisName() throws IOException {
    AccessRules rules =
        read(
            """
            grants:
              - {to: [group:ops, robot:ops], repositories: ["**"], rights: [admin]}
            """);

    assertThat(of(rules, Grantee.user("ops")).isEmpty()).isTrue();
    assertThat(of(rules, Grantee.robot("ops")).isEmpty()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "grant: []                                            | grant",
        "grants: [{to: [user:a], repositories: [a]}]          | needs to",
        "grants: [{to: [a], repositories: [a], rights: [pull]}] | user:NAME",
        "grants: [{to: [user:a], repositories: [A], rights: [pull]}] | repository pattern",
        "grants: [{to: [user:a], repositories: [a], rights: [write]}] | pull, push",
        "grants: [{to: [anonymous], repositories: [a], rights: [push]}] | anonymous",
        "anonymous: public                                    | rights.yaml",
        "anonymous: [                                         | rights.yaml",
        "just words                                           | rights.yaml",
      })
  void saysWhatIsWrongWithAFile(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("rights.yaml")
        .hasMessageContaining(message);
  }
}
