package io.drayage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferenceTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "busybox, docker.io/library/busybox:latest",
    "busybox:1.36, docker.io/library/busybox:1.36",
    "bitnami/redis, docker.io/bitnami/redis:latest",
    "docker.io/busybox, docker.io/library/busybox:latest",
    "docker.io/a/b, docker.io/a/b:latest",
    "index.docker.io/busybox, docker.io/library/busybox:latest",
    "index.docker.io/a/b:c, docker.io/a/b:c",
    "registry-1.docker.io/busybox, registry-1.docker.io/busybox:latest",
    "localhost/a, localhost/a:latest",
    "localhost:5000, docker.io/library/localhost:5000",
    "localhost:5000/a, localhost:5000/a:latest",
    "localhost:5000/a:b, localhost:5000/a:b",
    "host/a, docker.io/host/a:latest",
    "HOST/a, HOST/a:latest",
    "Host.Example.com/a, Host.Example.com/a:latest",
    "example.com/a/b/c/d, example.com/a/b/c/d:latest",
    "[::1]/a, [::1]/a:latest",
    "[2001:db8::1]:5000/a:b, [2001:db8::1]:5000/a:b",
    "xn--7o8h.com/a, xn--7o8h.com/a:latest",
    "a__b.c-d--e, docker.io/library/a__b.c-d--e:latest",
    "example.com/a:_x.Y-z, example.com/a:_x.Y-z"
  })
  void printsTheNormalisedForm(String text, String expected) {
    Reference reference = Reference.parse(text);

    assertThat(reference).hasToString(expected);
    assertThat(Reference.parse(expected)).isEqualTo(reference);
  }

  @Test
  void readsDigest() {
    Reference reference = Reference.parse("example.com/a@sha256:" + HEX);

    assertThat(reference)
        .isEqualTo(
            new DigestReference(
                RepositoryName.parse("example.com/a"), Digest.parse("sha256:" + HEX)));
    assertThat(reference.identifier()).isEqualTo("sha256:" + HEX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":tag",
        "@sha256:0123",
        "a:",
        "a@",
        "a:-b",
        "a:.b",
        "a:b/c",
        "a//b",
        "/a",
        "a/",
        "example.com/",
        "example.com./a",
        "exa_mple.com/a",
        "-example.com/a",
        "[::1/a",
        "[fe80::1%eth0]/a",
        "example.com:port/a",
        "example.com:/a",
        "a___b",
        "a..b",
        "_a",
        "a-",
        "a b",
        "a@md5:0123456789abcdef0123456789abcdef",
        "a@sha256:0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF",
        "a@sha256:0123"
      })
  void refusesWhatIsNoReference(String text) {
    assertThatThrownBy(() -> Reference.parse(text)).isInstanceOf(InvalidFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Busybox", "docker.io/Library/busybox", "example.com/A"})
  void saysThatRepositoriesAreLowerCase(String text) {
    assertThatThrownBy(() -> Reference.parse(text))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining("must be lowercase");
  }

  @Test
  void refusesTagTogetherWithDigest() {
    assertThatThrownBy(() -> Reference.parse("a:b@sha256:" + HEX))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining(
            "Docker references with both a tag and digest are currently not supported");
  }

  @Test
  void takesBareIdentifierForAMistakeButNotOneWithATag() {
    assertThatThrownBy(() -> Reference.parse(HEX))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining("cannot specify 64-byte hexadecimal strings");
    assertThat(Reference.parse(HEX + ":t")).hasToString("docker.io/library/" + HEX + ":t");
  }

  @Test
  void boundsLengths() {
    String path = "a".repeat(255);
    String tag = "t".repeat(128);

    assertThat(Reference.parse("example.com/" + path + ":" + tag).identifier()).isEqualTo(tag);
    assertThatThrownBy(() -> Reference.parse("example.com/" + path + "a"))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining("must not be more than 255 characters");
    assertThatThrownBy(() -> Reference.parse("a:" + tag + "t"))
        .isInstanceOf(InvalidFormatException.class);
  }

  @Test
  void movesToAnotherRepository() {
    RepositoryName other = RepositoryName.parse("mirror.example.com/x");

    assertThat(Reference.parse("busybox:1").in(other)).hasToString("mirror.example.com/x:1");
    assertThat(Reference.parse("busybox@sha256:" + HEX).in(other))
        .hasToString("mirror.example.com/x@sha256:" + HEX);
  }

  @Test
  void tellsWhetherATagWasWritten() {
    assertThat(ReferenceText.split("localhost:5000/a").tag()).isEmpty();
    assertThat(ReferenceText.split("localhost:5000/a:b").tag()).contains("b");
    assertThat(ReferenceText.split("a:b@c")).isEqualTo(ReferenceText.split("a:b@c"));
    assertThat(ReferenceText.split("a:b@c").digest()).contains("c");
  }

  @Test
  void namesTheLastComponent() {
    assertThat(RepositoryName.parse("example.com/a/b").baseName()).isEqualTo("b");
    assertThat(RepositoryName.parse("busybox").path()).isEqualTo("library/busybox");
    assertThat(RepositoryName.parse("busybox").registry().isDockerHub()).isTrue();
  }
}
