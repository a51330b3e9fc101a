package io.drayage.benchmarks.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.benchmarks.registry.Comparison.Figure;
import io.drayage.image.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void comparesMediansWithTheGoal() {
    Comparison comparison = new Comparison();
    Figure figure = new Figure("GET", "requests/s", new Goal.AtLeast(8));
    for (double value : new double[] {100, 900, 80}) {
      comparison.add(figure, Contestant.DRAYAGE, value);
    }
    comparison.add(figure, Contestant.DOCKER_REGISTRY, 10);

    assertThat(comparison.print()).containsPattern("100 \\| +10.00 \\| +10.00 \\| >= 8.00 met");
  }

  @Test
  void saysWhenAGoalIsMissed() {
    assertThat(new Goal.AtLeast(8).verdict(7.9)).isEqualTo(">= 8.00 MISSED");
    assertThat(new Goal.AtMost(0.5).verdict(0.51)).isEqualTo("<= 0.50 MISSED");
    assertThat(new Goal.AtMost(0.5).verdict(0.5)).isEqualTo("<= 0.50 met");
  }

  @Test
  void makesBlobsThatHaveTheirDigests() {
    List<SeededBlob> blobs =
        SeededBlob.many(96, new SeededBlob.Sizes(1_000_000, 20_000_000, 3.34), 7);

    assertThat(blobs).extracting(SeededBlob::digest).doesNotHaveDuplicates();
    assertThat(blobs.stream().mapToLong(SeededBlob::length).sum())
        .isBetween(500_000_000L, 530_000_000L);
    SeededBlob first = blobs.getFirst();
    assertThat(Digest.of(bytes(first))).isEqualTo(first.digest());
  }

  @Test
  void makesABlobThatIsLargerThanWhatBlobsShare() {
    SeededBlob large = SeededBlob.of(7, 45_000_000);

    byte[] bytes = bytes(large);

    assertThat(bytes).hasSize(45_000_000);
    assertThat(Digest.of(bytes)).isEqualTo(large.digest());
  }

  private static byte[] bytes(SeededBlob blob) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuffer part : blob.parts()) {
      while (part.hasRemaining()) {
        all.write(part.get());
      }
    }
    return all.toByteArray();
  }
}
