package io.drayage.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Digest;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobLocationsFileTest {
  private static final RegistryHost HOST = RegistryHost.parse("r.test");
  private static final RepositoryName ONE = RepositoryName.parse("r.test/one");
  private static final RepositoryName TWO = RepositoryName.parse("r.test/two");

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("cache/blobs");
  }

  private static Digest digest(int number) {
    return Digest.of(Integer.toString(number).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void remembersFromOneProcessToTheNext() throws IOException {
    try (var first = new BlobLocationsFile(file())) {
      first.add(ONE, digest(1));
      first.add(TWO, digest(1));
    }

    try (var second = new BlobLocationsFile(file())) {
      assertThat(second.repositoriesWith(HOST, digest(1))).containsExactly(ONE, TWO);
    }
  }

  @Test
  void forgetsWhatWasRemoved() throws IOException {
    try (var first = new BlobLocationsFile(file())) {
      first.add(ONE, digest(1));
      first.remove(ONE, digest(1));
    }

    try (var second = new BlobLocationsFile(file())) {
      assertThat(second.repositoriesWith(HOST, digest(1))).isEmpty();
    }
  }

  @Test
  void processesAtTheSameTimeKeepEachOthersFacts() throws IOException {
    try (var first = new BlobLocationsFile(file());
        var second = new BlobLocationsFile(file())) {
      first.add(ONE, digest(1));
      second.add(TWO, digest(2));
    }

    try (var third = new BlobLocationsFile(file())) {
      assertThat(third.repositoriesWith(HOST, digest(1))).containsExactly(ONE);
      assertThat(third.repositoriesWith(HOST, digest(2))).containsExactly(TWO);
    }
  }

  @Test
  void ignoresDamagedLines() throws IOException {
    try (var first = new BlobLocationsFile(file())) {
      first.add(ONE, digest(1));
    }
    Files.writeString(
        file(),
        "+ sha256:12\n\0\0\n+ nonsense r.test/one\n* " + digest(2) + " r.test/two\n",
        StandardOpenOption.APPEND);

    try (var second = new BlobLocationsFile(file())) {
      assertThat(second.repositoriesWith(HOST, digest(1))).containsExactly(ONE);
      assertThat(second.repositoriesWith(HOST, digest(2))).isEmpty();
    }
  }

  @Test
  void staysUnderItsLimitAndKeepsTheNewest() throws IOException {
    try (var first = new BlobLocationsFile(file(), 20_000)) {
      for (int i = 0; i < 2000; i++) {
        first.add(ONE, digest(i));
      }
    }

    assertThat(Files.size(file())).isLessThanOrEqualTo(20_000 + 100);
    try (var second = new BlobLocationsFile(file(), 20_000)) {
      assertThat(second.repositoriesWith(HOST, digest(1999))).containsExactly(ONE);
      assertThat(second.repositoriesWith(HOST, digest(0))).isEmpty();
    }
    assertThat(List.of(folder.resolve("cache").toFile().list())).containsExactly("blobs");
  }

  @Test
  void writesNothingWhenNothingWasLearned() throws IOException {
    try (var locations = new BlobLocationsFile(file())) {
      assertThat(locations.repositoriesWith(HOST, digest(1))).isEmpty();
    }

    assertThat(file()).doesNotExist();
  }

  @Test
  void saysAtTheEndThatItCouldNotBeWritten() throws IOException {
    Files.writeString(folder.resolve("cache"), "a file where the folder should be");
    var locations = new BlobLocationsFile(file());
    locations.add(ONE, digest(1));

    assertThat(locations.repositoriesWith(HOST, digest(1))).containsExactly(ONE);
    assertThatThrownBy(locations::close)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file().toString());
  }
}
