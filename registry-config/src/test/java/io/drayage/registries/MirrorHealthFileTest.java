package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.RegistryHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorHealthFileTest {
  private static final RegistryHost MIRROR = new RegistryHost("mirror.test:5000");
  private static final Instant START = Instant.ofEpochSecond(1_000_000);

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();
  private Instant now = START;

  @Test
  void leavesAMirrorOutForAWhileInThisProcessAndInOthers() {
    MirrorHealthFile health = open();
    assertThat(health.leftOutUntil(MIRROR)).isEmpty();

    health.failed(MIRROR);

    assertThat(health.leftOutUntil(MIRROR)).contains(START.plusSeconds(60));
    assertThat(open().leftOutUntil(MIRROR)).contains(START.plusSeconds(60));
    assertThat(open().leftOutUntil(new RegistryHost("other.test"))).isEmpty();
    now = START.plusSeconds(60);
    assertThat(health.leftOutUntil(MIRROR)).isEmpty();
    assertThat(open().leftOutUntil(MIRROR)).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void forgetsAMirrorThatAnswers() {
    open().failed(MIRROR);
    MirrorHealthFile health = open();

    health.answered(MIRROR);

    assertThat(health.leftOutUntil(MIRROR)).isEmpty();
    assertThat(file()).isEmptyFile();
  }

  @Test
  void writesNothingWhileAllMirrorsAnswer() {
    open().answered(MIRROR);

    assertThat(file()).doesNotExist();
  }

  @Test
  void believesNoDamagedLineAndNoTimeInAFarFuture() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(
        file(),
        """
        99999999999 mirror.test:5000
        nonsense
        1000030 not/a/host
        1000030
        1000030 fine.test
        """);

    assertThat(open().leftOutUntil(MIRROR)).isEmpty();
    assertThat(open().leftOutUntil(new RegistryHost("fine.test"))).isPresent();
    assertThat(warnings).isEmpty();
  }

  @Test
  void remembersForThisRunWhenTheFileCannotBeWritten() throws IOException {
    Files.writeString(folder.resolve("cache"), "a file, not a folder");
    MirrorHealthFile health = open();

    health.failed(MIRROR);
    health.failed(new RegistryHost("other.test"));

    assertThat(health.leftOutUntil(MIRROR)).isPresent();
    assertThat(warnings).singleElement().asString().contains("for this run only");
  }

  private Path file() {
    return folder.resolve("cache/mirrors-down");
  }

  private MirrorHealthFile open() {
    return new MirrorHealthFile(file(), Duration.ofMinutes(1), () -> now, warnings::add);
  }
}
