package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixTest {

  @ParameterizedTest
  @CsvSource({
    "docker.io, *.io, docker.io",
    "docker.io:5000/foo, *.io, docker.io",
    "docker.io/foo@sha256, *.io, docker.io",
    "another.example.com/namespace.com/foo, *.example.com, another.example.com",
    "another.example.com:50000/foo, *.example.com, another.example.com",
    "yet.another.example.com/foo, *.example.com, yet.another.example.com",
    "example.com:5000, example.com, example.com",
    "example.com, example.com, example.com",
    "example.com/foo, example.com, example.com",
    "docker.io/library/busybox, docker.io, docker.io",
    "docker.io/library/busybox, docker.io/library, docker.io/library",
    "docker.io/library/busybox, docker.io/library/busybox, docker.io/library/busybox",
    "docker.io/library/busybox:latest, docker.io/library/busybox, docker.io/library/busybox",
    "docker.io/library/busybox@sha256, docker.io/library/busybox, docker.io/library/busybox",
    "[::1]:5000/foo, [::1], [::1]",
    "[::1]:5000/foo, [::1]:5000, [::1]:5000",
  })
  void matchesUpToTheEndOfANamePart(String text, String prefix, String matched) {
    assertThat(Prefix.match(text, prefix)).isEqualTo(matched.length());
    assertThat(text).startsWith(matched);
  }

  @ParameterizedTest
  @CsvSource({
    "docker.io/foo, *.com",
    "example.com/foo, *.example.com",
    "yet.another.example.com/foo, **.example.com",
    "example.net/namespace-ends-in.com/foo, *.com",
    "example.com:50000, example.com:5000",
    "docker.io/libraryy, docker.io/library",
    "docker.io/library/busybox2, docker.io/library/busybox",
    "docker.io/library/busybox, docker.io/alpine",
    "docker.io/library/alpine, docker.io/alpine",
    "docker.io, docker.io/library",
    "another.example.com.net/foo, *.example.com",
    "another.example.community/foo, *.example.com",
    "a.example.comx.example.com/foo, *.example.com",
    "example.com/foo, *",
    "Example.com/foo, example.com",
    "example.com/foo, Example.com",
    "example.com/foo, example.com.",
    "[::1]:5000/foo, ::1",
    "a.[::1]/foo, *.[::2]",
  })
  void doesNotMatchInsideANamePart(String text, String prefix) {
    assertThat(Prefix.match(text, prefix)).isEqualTo(Prefix.NO_MATCH);
  }
}
