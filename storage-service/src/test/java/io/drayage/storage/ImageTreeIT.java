package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.cli.program.Main;
import io.drayage.image.Platform;
import io.drayage.testing.Command;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.OciLayoutFixture;
import io.drayage.testing.Packing;
import io.drayage.testing.RequiresProgram;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SeededLayer;
import io.drayage.testing.SkopeoCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dray image tree} on three generations of images that skopeo has pushed. */
@RequiresProgram("skopeo")
class ImageTreeIT {
  private static final Platform AMD64 = Platform.of("linux", "amd64");
  private static final String[] NAMES = {"base", "middle", "app"};

  @TempDir static Path folder;
  private static RunningRegistry registry;

  @BeforeAll
  static void push() throws Exception {
    registry = RunningRegistry.start(folder.resolve("data"));
    for (int i = 0; i < NAMES.length; i++) {
      Path layout = folder.resolve(NAMES[i]);
      OciLayoutFixture.write(layout, "1", generation(i + 1));
      SkopeoCommand.copy("oci:%s:1".formatted(layout), "docker://" + name(NAMES[i])).run().orFail();
    }
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  private static ImageFixture generation(int layers) {
    List<SeededLayer> all = new ArrayList<>();
    for (int i = 1; i <= layers; i++) {
      all.add(layer(i));
    }
    return SeededImages.image(layers, ImageFormat.OCI, AMD64, all);
  }

  private static SeededLayer layer(int number) {
    return SeededLayer.of(number, 10_000L * number, Packing.STORED_GZIP);
  }

  private static String id(int layer) {
    return layer(layer).blob().digest().hex().substring(0, 12);
  }

  private static String name(String repository) {
    return "%s/family/%s:1".formatted(registry.authority(), repository);
  }

  private static List<String> tree(String repository, String... flags) throws Exception {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    words.addAll(List.of("image", "tree", "--tls-verify=false"));
    words.addAll(List.of(flags));
    words.add("docker://" + name(repository));
    return Command.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            words.toArray(String[]::new))
        .with("HOME", folder.toString())
        .run()
        .orFail()
        .output()
        .lines()
        .map(line -> line.replaceAll("Size: +\\S+", "Size: N"))
        .toList();
  }

  @Test
  void showsWhatTheAppIsMadeOfAndBuiltOn() throws Exception {
    List<String> lines = tree("app");

    assertThat(lines.getFirst()).startsWith("Image ID: ");
    assertThat(lines.stream().skip(1).filter(line -> !line.startsWith("Size: ")))
        .containsExactly(
            "Tags:     [%s]".formatted(name("app")),
            "Platform: linux/amd64",
            "Base:     [%s], 2 of 3 layers".formatted(name("middle")),
            "Image Layers",
            "├── ID: %s Size: N Top Layer of: [%s]".formatted(id(1), name("base")),
            "├── ID: %s Size: N Top Layer of: [%s]".formatted(id(2), name("middle")),
            "└── ID: %s Size: N Top Layer of: [%s]".formatted(id(3), name("app")));
  }

  @Test
  void showsWhatIsBuiltOnTheBase() throws Exception {
    assertThat(tree("base", "--whatrequires").stream().skip(4))
        .containsExactly(
            "Image Layers",
            "└── ID: %s Size: N Top Layer of: [%s]".formatted(id(1), name("base")),
            "    └── ID: %s Size: N Top Layer of: [%s]".formatted(id(2), name("middle")),
            "        └── ID: %s Size: N Top Layer of: [%s]".formatted(id(3), name("app")));
  }

  @Test
  void answersOverRest() throws Exception {
    try (Wire wire = Wire.to(registry.uri())) {
      Wire.Answer tree = wire.send("GET", "/api/v1/images/tree?reference=family/app:1");
      Wire.Answer layer =
          wire.send("GET", "/api/v1/layers/required-by?digest=" + layer(2).blob().digest());
      Wire.Answer usage = wire.send("GET", "/api/v1/usage?prefix=family");

      assertThat(tree.status()).as(tree.text()).isEqualTo(200);
      assertThat(tree.text()).contains("\"topOf\":[\"family/middle:1\"]", "\"complete\":true");
      assertThat(layer.text())
          .contains("\"repository\":\"family/middle\"", "\"repository\":\"family/app\"")
          .doesNotContain("family/base");
      assertThat(usage.text()).contains("\"repositoryCount\":3", "\"manifests\":3");
      assertThat(wire.send("GET", "/api/v1/images/tree?reference=family/none:1").status())
          .isEqualTo(404);
      assertThat(wire.send("GET", "/api/v1/images/tree?reference=Bad//Name").status())
          .isEqualTo(400);
      assertThat(
              wire.send("GET", "/api/v1/images/required-by?reference=family/app:1&after=x")
                  .status())
          .isEqualTo(400);
    }
  }
}
