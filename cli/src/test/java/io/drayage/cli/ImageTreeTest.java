package io.drayage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Descriptor;
import io.drayage.image.ImageManifest;
import io.drayage.image.Platform;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dray image tree} at a registry that has no image graph. */
class ImageTreeTest {
  private static final ImageFixture IMAGE = SeededImages.image(1);
  private static final ImageFixture MULTI =
      SeededImages.multiArch(2, Platform.of("linux", "amd64"), Platform.of("linux", "arm64"));

  @TempDir Path home;
  private MemoryRegistry registry;

  @BeforeEach
  void start() {
    registry = MemoryRegistry.start();
    IMAGE.storeIn(registry, "tools/app", "1");
    MULTI.storeIn(registry, "tools/multi", "1");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private DrayRun tree(String name, String... flags) {
    String[] words = new String[flags.length + 4];
    words[0] = "image";
    words[1] = "tree";
    words[2] = "--tls-verify=false";
    System.arraycopy(flags, 0, words, 3, flags.length);
    words[words.length - 1] = "docker://" + registry.authority() + "/" + name;
    return DrayRun.of(home, words);
  }

  private static String id(Descriptor descriptor) {
    return descriptor.digest().hex().substring(0, 12);
  }

  @Test
  void showsTheLayersOfTheManifest() {
    ImageManifest manifest = (ImageManifest) IMAGE.manifest().parse();

    DrayRun run = tree("tools/app:1");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.output().lines())
        .hasSize(5)
        .startsWith("Image ID: " + id(manifest.config()))
        .anyMatch(line -> line.startsWith("├── ID: " + id(manifest.layers().getFirst())))
        .anyMatch(line -> line.startsWith("└── ID: " + id(manifest.layers().getLast())));
    assertThat(registry.log().count("GET", "/blobs/")).as("configs that were read").isZero();
  }

  @Test
  void showsAllPlatformsOfAnIndexOrOne() {
    assertThat(tree("tools/multi:1").output())
        .contains("Platform: linux/amd64", "Platform: linux/arm64");
    assertThat(tree("tools/multi:1", "--platform", "linux/arm64").output())
        .contains("Platform: linux/arm64")
        .doesNotContain("linux/amd64");
    assertThat(tree("tools/multi:1", "--format", "json").output())
        .contains("\"platform\": \"linux/amd64\"", "\"digest\": \"" + MULTI.digest() + "\"");
  }

  @Test
  void saysWhatIsNeededToFindWhatIsBuiltOnAnImage() {
    DrayRun run = tree("tools/app:1", "--whatrequires");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).contains("does not know which images are built on which");
  }

  @Test
  void refusesWhatItCannotShow() {
    assertThat(DrayRun.of(home, "image", "tree", "dir:" + home).errors())
        .contains("image tree works on registries");
    assertThat(tree("tools/app:1", "--format", "xml").errors()).contains("choose text or json");
    assertThat(tree("tools/app:1", "--platform", "arm64").errors()).contains("--platform");
    assertThat(tree("tools/none:1").exitCode()).isNotZero();
  }
}
