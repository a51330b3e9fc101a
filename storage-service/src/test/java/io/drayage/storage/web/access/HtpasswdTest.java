package io.drayage.storage.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCrypt;

class HtpasswdTest {
  @TempDir Path folder;

  @Test
  void acceptsThePasswordOfAUserAndNoOther() throws IOException {
    Htpasswd users =
        read("# people\n\nalice:%s\n".formatted(BCrypt.hashpw("secret", BCrypt.gensalt(4))));

    assertThat(users.accepts("alice", "secret")).isTrue();
    assertThat(users.accepts("alice", "secret")).as("remembered").isTrue();
    assertThat(users.accepts("alice", "Secret")).isFalse();
    assertThat(users.accepts("bob", "secret")).isFalse();
    assertThat(users.accepts("bob", "")).isFalse();
  }

  @Test
  void takesTheHashesThatHtpasswdWrites() throws IOException {
    String hash = BCrypt.hashpw("secret", BCrypt.gensalt(4)).replace("$2a$", "$2y$");

    assertThat(read("alice:" + hash).accepts("alice", "secret")).isTrue();
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
