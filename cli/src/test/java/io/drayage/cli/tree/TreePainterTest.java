package io.drayage.cli.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreePainterTest {
  private static final int NO_EDGE = Integer.MAX_VALUE;

  private static Digest digest(char digit) {
    return Digest.parse("sha256:" + String.valueOf(digit).repeat(64));
  }

  private static TreeLayer layer(char digit, long size, String... topOf) {
    return new TreeLayer(digest(digit), size, List.of(topOf), false);
  }

  private static TreeImage image(TreeLayer... layers) {
    return new TreeImage(
        digest('e'),
        digest('f'),
        "linux/amd64",
        2_001_920,
        List.of(layers),
        Optional.of(
            new TreeImage.Known(
                List.of("r.example/family/app:1"), List.of("r.example/family/middle:1"), 2, 2560)));
  }

  private static TreeDependent.Step step(char digit, long size) {
    return new TreeDependent.Step(digest(digit), size, "chain " + digit);
  }

  private static TreeDependent dependent(String name, TreeDependent.Step... above) {
    return new TreeDependent(digest('d'), "", List.of(name), List.of(above));
  }

  @Test
  void drawsLayersWithTheTagsOfImagesThatEndWithThem() {
    TreePainter painter = new TreePainter(NO_EDGE);

    painter.image(
        image(
            layer('a', 1_990_000, "r.example/family/base:1"),
            layer('b', 6144),
            layer('c', 2560, "r.example/family/app:1", "r.example/family/app:latest")));

    assertThat(painter.lines())
        .containsExactly(
            "Image ID: ffffffffffff",
            "Tags:     [r.example/family/app:1]",
            "Platform: linux/amd64",
            "Size:     2.002MB, 2.56kB of it exclusive",
            "Base:     [r.example/family/middle:1], 2 of 3 layers",
            "Image Layers",
            "├── ID: aaaaaaaaaaaa Size:  1.99MB Top Layer of: [r.example/family/base:1]",
            "├── ID: bbbbbbbbbbbb Size: 6.144kB",
            "└── ID: cccccccccccc Size:  2.56kB Top Layer of: [r.example/family/app:1,"
                + " r.example/family/app:latest]");
  }

  @Test
  void drawsWhatIsBuiltOnAnImageWithSharedLayersOnce() {
    TreePainter painter = new TreePainter(NO_EDGE);

    painter.dependents(
        image(layer('a', 100), layer('b', 200, "r.example/base:1")),
        List.of(
            dependent("r.example/middle:1", step('1', 5)),
            dependent("r.example/app:1", step('1', 5), step('2', 6)),
            dependent("r.example/other:1", step('3', 7))));

    assertThat(painter.lines().stream().skip(5))
        .containsExactly(
            "Image Layers",
            "└── ID: bbbbbbbbbbbb Size:    200B Top Layer of: [r.example/base:1]",
            "    ├── ID: 111111111111 Size:      5B Top Layer of: [r.example/middle:1]",
            "    │   └── ID: 222222222222 Size:      6B Top Layer of: [r.example/app:1]",
            "    └── ID: 333333333333 Size:      7B Top Layer of: [r.example/other:1]");
  }

  @Test
  void goesOnInTheNextLineAtTheEdgeOfTheScreen() {
    TreePainter painter = new TreePainter(80);

    painter.image(image(layer('a', 1, "r.example/a/one:1", "r.example/a/two:1", "r.example/b:1")));

    assertThat(painter.lines().stream().skip(6))
        .containsExactly(
            "└── ID: aaaaaaaaaaaa Size:      1B Top Layer of: [r.example/a/one:1,",
            " ".repeat(40) + "r.example/a/two:1, r.example/b:1]");
    assertThat(painter.lines()).allMatch(line -> line.length() <= 80);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0B",
    "999,999B",
    "2048,2.048kB",
    "1990000,1.99MB",
    "2001920,2.002MB",
    "999999,1000kB"
  })
  void writesSizesAsPodmanDoes(long bytes, String text) {
    assertThat(TreePainter.size(bytes)).isEqualTo(text);
  }
}
