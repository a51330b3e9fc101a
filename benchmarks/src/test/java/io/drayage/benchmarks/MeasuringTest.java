package io.drayage.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuringTest {
  private static final Path WORK = Path.of("work");

  @TempDir Path folder;

  @Test
  void countsTimeAndMemoryOfChildren() throws Exception {
    List<String> busy = List.of("sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done");

    MeasuredProcess.Usage usage = MeasuredProcess.run(busy, Map.of(), folder);

    assertThat(usage.cpu()).isGreaterThan(0.02);
    assertThat(usage.wall()).isGreaterThanOrEqualTo(usage.cpu() * 0.5);
    assertThat(usage.peakMemory()).isGreaterThan(0.5);
    assertThat(MeasuredProcess.cpuSoFar(ProcessHandle.current().pid())).isPositive();
  }

  @Test
  void failsWithTheOutputOfAToolThatFailed() {
    assertThatThrownBy(
            () -> MeasuredProcess.run(List.of("sh", "-c", "echo why; exit 3"), Map.of(), folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ended with 3")
        .hasMessageContaining("why");
  }

  @Test
  void printsMediansAndTheRatioToSkopeo() {
    var table = new ResultTable();
    for (double wall : new double[] {9, 1, 2}) {
      table.add("big", "dray", new Measurement(wall, 1, 1, 64, 9, 30));
    }
    for (double wall : new double[] {3, 5}) {
      table.add("big", "skopeo", new Measurement(wall, 1, 1, 30, 9, 40));
    }

    assertThat(table.print())
        .contains("2.000 [1.000..9.000]")
        .contains("4.000 [3.000..5.000]")
        .contains("| 9 + 30 ")
        .containsPattern("\\| +0\\.50 \\|");
  }

  @Test
  void readsOptions() throws Exception {
    Settings settings =
        Settings.parse(List.of("big", "--quick", "--rounds", "2", "--tools", "skopeo"), WORK, WORK);

    assertThat(settings.scenarios()).containsExactly(Scenario.BIG);
    assertThat(settings.rounds()).isEqualTo(2);
    assertThat(settings.bytes(1_000_000)).isEqualTo(20_000);
    assertThat(settings.times(50)).isEqualTo(5);
    assertThat(settings.tools()).containsExactly("skopeo");
    for (List<String> wrong :
        List.of(List.of("huge"), List.of("--rounds"), List.of("--rounds", "x"))) {
      assertThatThrownBy(() -> Settings.parse(wrong, WORK, WORK))
          .isInstanceOf(UsageException.class);
    }
  }

  @Test
  void sizesOfTheFleetAreAsDocumented() throws Exception {
    Settings thousandth = Settings.parse(List.of("--scale", "0.001", "--count", "1"), WORK, WORK);

    var fleet = Workloads.fleet(thousandth);
    long unique =
        fleet.values().stream()
            .flatMap(tags -> tags.values().stream())
            .flatMap(image -> image.blobs().entrySet().stream())
            .filter(blob -> blob.getValue().length() > 900)
            .map(blob -> Map.entry(blob.getKey(), blob.getValue().length()))
            .distinct()
            .mapToLong(Map.Entry::getValue)
            .sum();

    assertThat(fleet).hasSize(50).allSatisfy((_, tags) -> assertThat(tags).hasSize(10));
    assertThat(unique).isBetween(2_900_000L, 5_500_000L);
    assertThat(Workloads.big(thousandth).ownBlobs()).hasSize(7);
  }
}
