package io.drayage.storage.store.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCrypt;

class HtpasswdTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"$2a$", "$2y$"})
  void readsUsersWithTheHashesThatHtpasswdWrites(String version) throws IOException {
    String hash = BCrypt.hashpw("secret", BCrypt.gensalt(4)).replace("$2a$", version);

    Htpasswd users = read("# people\n\nalice:%s\n".formatted(hash));

    assertThat(users.users()).containsExactly("alice");
    assertThat(users.hash("alice")).contains(hash);
    assertThat(users.hash("bob")).isEmpty();
  }

  @Test
  void namesTheLineThatIsNoUser() {
    assertThatThrownBy(() -> read("\nalice:secret\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("htpasswd -B")
        .message()
        .doesNotContain("secret");
  }

  private Htpasswd read(String text) throws IOException {
    return Htpasswd.read(Files.writeString(folder.resolve("users"), text));
  }
}
