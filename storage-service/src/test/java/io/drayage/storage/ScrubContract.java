package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.image.Platform;
import io.drayage.storage.domain.GarbageCollection;
import io.drayage.storage.domain.scrub.Condition;
import io.drayage.storage.domain.scrub.Finding;
import io.drayage.storage.domain.scrub.ScrubProgress;
import io.drayage.storage.domain.scrub.ScrubRecords;
import io.drayage.storage.domain.scrub.Scrubber;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.RegistryUpload;
import io.drayage.testing.SeededImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the scrubber does on every store. */
abstract class ScrubContract {
  /** The registry that is scrubbed; nothing is scrubbed by itself. */
  abstract RunningRegistry registry();

  /** The file with the bytes of a blob. */
  abstract Path file(Digest digest) throws IOException;

  /** Leaves content behind that nobody knows. */
  abstract List<Path> leaveStrays() throws Exception;

  enum Damage {
    FLIPPED_BYTE(Condition.DAMAGED) {
      @Override
      void inflict(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    },
    TRUNCATED(Condition.DAMAGED) {
      @Override
      void inflict(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
      }
    },
    GONE(Condition.MISSING) {
      @Override
      void inflict(Path file) throws IOException {
        Files.delete(file);
      }
    };

    private final Condition condition;

    Damage(Condition condition) {
      this.condition = condition;
    }

    abstract void inflict(Path file) throws IOException;
  }

  private Scrubber scrubber(Scrubber.Reaction reaction, Duration strayAge) {
    return new Scrubber(
        new Scrubber.Books(registry().part(ScrubRecords.class), new Silence()),
        registry().part(Scrubber.Shelves.class),
        new Scrubber.Rules(1_000_000_000, Duration.ZERO, strayAge, reaction),
        InstantSource.system());
  }

  private record Silence() implements Scrubber.Journal {
    @Override
    public void found(Finding finding) {}

    @Override
    public void skipped(ScrubRecords.Expected blob, IOException reason) {
      throw new IllegalStateException(blob.toString(), reason);
    }
  }

  private static void pass(Scrubber scrubber) throws Exception {
    boolean more = true;
    while (more) {
      more = scrubber.work();
    }
  }

  private List<Finding> findings() {
    return registry().part(ScrubRecords.class).findings(100);
  }

  private void push(ImageFixture image, String repository, String... tags) throws Exception {
    try (RegistryUpload upload = new RegistryUpload(registry().uri())) {
      upload.push(image, repository, tags);
    }
  }

  private static Map.Entry<Digest, Content> largest(ImageFixture image) {
    return image.ownBlobs().entrySet().stream()
        .max(
            (one, other) ->
                Integer.compare(one.getValue().bytes().length, other.getValue().bytes().length))
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void quarantinesABlobUntilItIsPushedAgain(Damage damage) throws Exception {
    int seed = 100 + damage.name().length();
    ImageFixture index = SeededImages.multiArch(seed, Platform.of("linux", "amd64"));
    ImageFixture image = index.children().getFirst();
    String repository = "scrub/" + damage.name().toLowerCase(Locale.ROOT);
    push(index, repository, "v1");
    Digest digest = largest(image).getKey();
    String path = "/v2/%s/blobs/%s".formatted(repository, digest);
    Scrubber scrubber = scrubber(Scrubber.Reaction.QUARANTINE, Duration.ofDays(1));
    try (Wire wire = Wire.to(registry().uri())) {
      pass(scrubber);
      assertThat(findings()).isEmpty();
      assertThat(wire.send("HEAD", path).status()).isEqualTo(200);

      damage.inflict(file(digest));
      pass(scrubber);

      assertThat(findings())
          .singleElement()
          .satisfies(
              found -> {
                assertThat(found.digest()).isEqualTo(digest);
                assertThat(found.condition()).isEqualTo(damage.condition);
                assertThat(found.isServed()).isFalse();
                assertThat(found.images())
                    .containsExactly(repository + ":v1", repository + "@" + image.digest());
              });
      assertThat(wire.send("HEAD", path).status()).isEqualTo(404);
      assertThat(wire.send("GET", path).status()).isEqualTo(404);
      registry().part(GarbageCollection.class).collect();
      pass(scrubber);
      assertThat(findings()).hasSize(1);

      push(index, repository, "v1");

      assertThat(wire.send("GET", path).bytes()).isEqualTo(largest(image).getValue().bytes());
      assertThat(findings()).isEmpty();
      pass(scrubber);
      assertThat(findings()).isEmpty();
    }
  }

  @Test
  void goesOnServingWhatItOnlyReports() throws Exception {
    ImageFixture image = SeededImages.image(110);
    push(image, "scrub/report", "v1");
    Digest digest = largest(image).getKey();
    Path file = file(digest);
    byte[] sound = Files.readAllBytes(file);
    Damage.FLIPPED_BYTE.inflict(file);
    Scrubber scrubber = scrubber(Scrubber.Reaction.REPORT, Duration.ofDays(1));
    try (Wire wire = Wire.to(registry().uri())) {
      pass(scrubber);

      assertThat(findings())
          .singleElement()
          .satisfies(
              found -> {
                assertThat(found.digest()).isEqualTo(digest);
                assertThat(found.isServed()).isTrue();
                assertThat(found.images()).containsExactly("scrub/report:v1");
              });
      assertThat(wire.send("HEAD", "/v2/scrub/report/blobs/" + digest).status()).isEqualTo(200);
    }

    Files.write(file, sound);
    pass(scrubber);
    assertThat(findings()).isEmpty();
  }

  @Test
  void goesOnWhereAnotherProcessStopped() throws Exception {
    for (int i = 0; i < 25; i++) {
      try (Wire wire = Wire.to(registry().uri())) {
        assertThat(wire.push("scrub/many", Content.seeded(5000 + i, 100)).status()).isEqualTo(201);
      }
    }
    ScrubRecords records = registry().part(ScrubRecords.class);
    assertThat(scrubber(Scrubber.Reaction.REPORT, Duration.ofDays(1)).work()).isTrue();
    assertThat(scrubber(Scrubber.Reaction.REPORT, Duration.ofDays(1)).work()).isTrue();
    assertThat(records.progress().blobs()).isEqualTo(20);
    assertThat(records.progress().stage()).isInstanceOf(ScrubProgress.Stage.Blobs.class);

    pass(scrubber(Scrubber.Reaction.REPORT, Duration.ofDays(1)));

    assertThat(records.progress().blobs()).isGreaterThanOrEqualTo(25).isLessThan(200);
    assertThat(records.progress().ended()).isPresent();
  }

  @Test
  void workIsDoneByOneProcessAtATime() throws Exception {
    ScrubRecords records = registry().part(ScrubRecords.class);

    boolean done = records.exclusively(() -> records.exclusively(() -> true));

    assertThat(done).isFalse();
    assertThat(records.exclusively(() -> true)).isTrue();
  }

  @Test
  void removesWhatNobodyKnowsWhenItIsOld() throws Exception {
    ImageFixture image = SeededImages.image(120);
    push(image, "scrub/strays", "v1");
    List<Path> strays = leaveStrays();

    pass(scrubber(Scrubber.Reaction.REPORT, Duration.ofDays(1)));
    assertThat(strays).allMatch(Files::exists);
    pass(scrubber(Scrubber.Reaction.REPORT, Duration.ofSeconds(-5)));

    assertThat(strays).noneMatch(Files::exists);
    assertThat(registry().part(ScrubRecords.class).progress().strays())
        .isGreaterThanOrEqualTo(strays.size());
    for (Digest digest : image.ownBlobs().keySet()) {
      assertThat(file(digest)).exists();
    }
  }
}
