package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewriteTest {
  private static final String DIGEST =
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @CsvSource({
    "example.com/foo/image:latest, example.com/foo, example.com/path, example.com/path/image:latest",
    "docker.io/library/image:latest, docker.io/library, example.com, example.com/image:latest",
    "docker.io/library/image:latest, docker.io, example.com, example.com/library/image:latest",
    "docker.io/library/prefix/image:latest, docker.io/library/prefix, example.com, example.com/image:latest",
    "another.sub.example.io:5000/a/b:latest, *.sub.example.io, example.com, example.com:5000/a/b:latest",
    "foo.bar.io/ns1/ns2:latest, *.bar.io, omg.bbq.com/x, omg.bbq.com/x/ns1/ns2:latest",
    "abc.internal.registry.com/foo:bar, *.internal.registry.com, '', abc.internal.registry.com/foo:bar",
    "example.com/foo:latest, example.com, '[::1]:5000', '[::1]:5000/foo:latest'",
    "'[::1]:5000/foo:latest', '[::1]:5000', example.com/x, example.com/x/foo:latest",
    "example.com/alpine:latest, example.com, docker.io/library, docker.io/library/alpine:latest",
  })
  void putsTheLocationInPlaceOfThePrefix(
      String reference, String prefix, String location, String expected) {
    assertThat(Rewrite.apply(Reference.parse(reference), prefix, location)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "example.com/foo/image:latest, example.com/foo, example.com/path/",
    "example.com/foo@" + DIGEST + ", example.com/foo, example.com",
    "example.com:5000/image:latest, example.com, example.com:5000",
    "example.com/foo/image:latest, example.com/f, example.com/foo",
    "docker.io/library/image:latest, example.com, example.com",
    "example.com/foo:latest, example.com, ''",
    "example.com/alpine:latest, example.com, docker.io",
    "example.com/ns/alpine:latest, example.com, index.docker.io",
    "example.com/foo:latest, example.com, user@example.org",
    "example.com/foo:latest, example.com, example.org.",
    "example.com/foo:latest, example.com, '::1'",
    "example.com/foo:latest, example.com, example.org/UPPER",
  })
  void refusesWhatBecomesNoReference(String reference, String prefix, String location) {
    assertThatThrownBy(() -> Rewrite.apply(Reference.parse(reference), prefix, location))
        .isInstanceOf(InvalidFormatException.class);
  }

  @ParameterizedTest
  @CsvSource({"example.com/foo/image, example.com/foo, mirror.example.net"})
  void keepsTheDigest(String name, String prefix, String location) {
    Reference reference = Reference.parse(name + "@" + DIGEST);

    assertThat(Rewrite.apply(reference, prefix, location))
        .hasToString("mirror.example.net/image@" + DIGEST);
  }
}
