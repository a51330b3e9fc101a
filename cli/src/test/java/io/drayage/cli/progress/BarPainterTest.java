package io.drayage.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.cli.progress.Transfers.Line;
import io.drayage.cli.progress.Transfers.Snapshot;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BarPainterTest {
  private static final Line BLOB = new Line("sha256:0123456789ab", 50_000_000, 100_000_000);

  @Test
  void drawsABarForEachBlobAndOneForAll() {
    List<String> lines = BarPainter.paint(snapshot(List.of(BLOB)), 100);

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).contains("sha256:0123456789ab", "[====", ">", "50.0 MB / 100 MB");
    assertThat(lines.getLast()).contains("1/2 blobs", "10.0 MB/s", "5.0s");
  }

  @Test
  void neverFillsALineSoThatNothingWraps() {
    for (int columns : new int[] {20, 40, 72, 80, 200}) {
      assertThat(BarPainter.paint(snapshot(List.of(BLOB)), columns))
          .allSatisfy(line -> assertThat(line.length()).isLessThan(columns));
    }
  }

  @Test
  void countsBlobsThatHaveNoRoom() {
    List<String> lines = BarPainter.paint(snapshot(Collections.nCopies(11, BLOB)), 80);

    assertThat(lines).hasSize(10).contains("… and 3 more");
  }

  @Test
  void drawsNothingWhileNothingMoves() {
    assertThat(BarPainter.paint(snapshot(List.of()), 80)).isEmpty();
  }

  private static Snapshot snapshot(List<Line> blobs) {
    return new Snapshot(
        blobs,
        new Line("1/2 blobs", 50_000_000, 100_000_000),
        10_000_000,
        Optional.of(Duration.ofSeconds(5)));
  }
}
