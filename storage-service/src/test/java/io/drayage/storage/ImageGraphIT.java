package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Platform;
import io.drayage.image.PlatformChoice;
import io.drayage.image.Tag;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.graph.Dependent;
import io.drayage.storage.domain.graph.Dependents;
import io.drayage.storage.domain.graph.GraphRecords;
import io.drayage.storage.domain.graph.ImageGraph;
import io.drayage.storage.domain.graph.ImageName;
import io.drayage.storage.domain.graph.ImageQuestion;
import io.drayage.storage.domain.graph.ImageTree;
import io.drayage.storage.domain.graph.LayerNode;
import io.drayage.storage.domain.graph.RepositoryPrefix;
import io.drayage.storage.domain.graph.RepositoryUsage;
import io.drayage.storage.domain.graph.StoredBytes;
import io.drayage.storage.domain.graph.UsageReport;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.Packing;
import io.drayage.testing.RegistryUpload;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SeededLayer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three generations of images in repositories of their own, and what is asked about them. */
class ImageGraphIT {
  private static final Platform AMD64 = Platform.of("linux", "amd64");
  private static final Platform ARM64 = Platform.of("linux", "arm64");
  private static final GraphRecords.Window WHOLE = new GraphRecords.Window(0, 1000);

  private static final ImageFixture BASE = image(1, layers(1));
  private static final ImageFixture MIDDLE = image(2, layers(1, 2));
  private static final ImageFixture APP = image(3, layers(1, 2, 3, 4));

  /** The same content as BASE and two layers more, compressed in another way. */
  private static final ImageFixture OTHERWISE_PACKED =
      image(
          4,
          List.of(SeededLayer.of(1, 5_000, Packing.GZIP), SeededLayer.of(9, 5_000, Packing.TAR)));

  @TempDir static Path data;
  private static RunningRegistry registry;
  private static ImageGraph graph;
  private static UsageReport usage;

  private static boolean all(RepositoryPath repository) {
    return !repository.value().isEmpty();
  }

  private static List<SeededLayer> layers(int... seeds) {
    List<SeededLayer> layers = new ArrayList<>();
    for (int seed : seeds) {
      layers.add(SeededLayer.of(seed, 5_000, Packing.STORED_GZIP));
    }
    return layers;
  }

  private static ImageFixture image(long seed, List<SeededLayer> layers) {
    return SeededImages.image(seed, ImageFormat.OCI, AMD64, layers);
  }

  @BeforeAll
  static void start() throws Exception {
    registry = RunningRegistry.start(data);
    graph = registry.part(ImageGraph.class);
    usage = registry.part(UsageReport.class);
    try (RegistryUpload upload = new RegistryUpload(registry.uri())) {
      upload.push(BASE, "family/base", "1");
      upload.push(MIDDLE, "family/middle", "1");
      upload.push(APP, "family/app", "1");
      upload.push(APP, "family/app", "latest");
      upload.push(OTHERWISE_PACKED, "family/packed", "1");
      upload.push(
          SeededImages.index(
              ImageFormat.OCI,
              List.of(
                  image(20, layers(1, 2, 20)),
                  SeededImages.image(21, ImageFormat.OCI, ARM64, layers(30, 31)))),
          "family/many",
          "1");
    }
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  private static ImageQuestion about(String repository, String tag) {
    return about(repository, tag, ImageGraphIT::all);
  }

  private static ImageQuestion about(
      String repository, String tag, Predicate<RepositoryPath> visible) {
    return new ImageQuestion(
        new RepositoryPath(repository),
        new ImageQuestion.Version.Tagged(new Tag(tag)),
        Optional.empty(),
        visible);
  }

  private static List<List<String>> tops(ImageTree.Image image) {
    return image.layers().stream()
        .map(layer -> layer.topOf().stream().map(ImageName::toString).sorted().toList())
        .toList();
  }

  private static List<String> names(Dependents dependents) {
    return dependents.images().stream()
        .map(image -> image.address().repository() + ":" + image.tags())
        .toList();
  }

  @Test
  void showsWhichImagesEndWithWhichLayer() {
    ImageTree tree = graph.tree(about("family/app", "1"));

    assertThat(tree.complete()).isTrue();
    ImageTree.Image app = tree.images().getFirst();
    assertThat(app.node().platform()).isEqualTo("linux/amd64");
    assertThat(app.node().size()).isEqualTo(APP.blobBytes());
    assertThat(app.tags()).containsExactly(new Tag("1"), new Tag("latest"));
    assertThat(tops(app))
        .containsExactly(
            List.of("family/base:1"),
            List.of("family/middle:1"),
            List.of(),
            List.of("family/app:1", "family/app:latest"));
    assertThat(app.base())
        .hasValueSatisfying(
            base -> {
              assertThat(base.layers()).isEqualTo(2);
              assertThat(base.names()).extracting(ImageName::toString).contains("family/middle:1");
            });
  }

  @Test
  void findsEveryImageThatIsBuiltOnOne() {
    Dependents dependents = graph.requiredBy(about("family/base", "1"), WHOLE);

    assertThat(names(dependents))
        .containsExactlyInAnyOrder(
            "family/middle:[1]", "family/app:[1, latest]", "family/packed:[1]", "family/many:[1]");
    Dependent middle =
        dependents.images().stream()
            .filter(image -> image.address().manifest().equals(MIDDLE.digest()))
            .findFirst()
            .orElseThrow();
    assertThat(middle.above())
        .extracting(LayerNode::digest)
        .containsExactly(layers(2).getFirst().blob().digest());
    assertThat(graph.requiredBy(about("family/app", "1"), WHOLE).images()).isEmpty();
  }

  @Test
  void pagesThroughDependents() {
    List<String> all = new ArrayList<>();
    long after = 0;
    int pages = 0;
    while (true) {
      Dependents page =
          graph.requiredBy(about("family/base", "1"), new GraphRecords.Window(after, 1));
      all.addAll(names(page));
      pages++;
      if (page.next().isEmpty()) {
        break;
      }
      after = page.next().getAsLong();
    }

    assertThat(pages).isEqualTo(5);
    assertThat(all).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void findsImagesByOneLayerInAnyCompression() {
    Dependents dependents =
        graph.containing(layers(1).getFirst().blob().digest(), ImageGraphIT::all, WHOLE);

    assertThat(names(dependents))
        .contains("family/base:[1]", "family/packed:[1]", "family/app:[1, latest]");
    assertThat(names(graph.containing(layers(3).getFirst().diffId(), ImageGraphIT::all, WHOLE)))
        .containsExactly("family/app:[1, latest]");
  }

  @Test
  void doesNotSpeakOfWhatTheAskerMayNotPull() {
    Predicate<RepositoryPath> visible = name -> !name.value().equals("family/middle");

    ImageTree.Image app = graph.tree(about("family/app", "1", visible)).images().getFirst();

    assertThat(tops(app).get(1)).isEmpty();
    assertThat(app.base().orElseThrow().layers()).isEqualTo(1);
    assertThat(names(graph.requiredBy(about("family/base", "1", visible), WHOLE)))
        .doesNotContain("family/middle:[1]")
        .contains("family/app:[1, latest]");
  }

  @Test
  void showsEveryPlatformOfAnIndexOrTheOneThatIsWanted() {
    ImageQuestion all = about("family/many", "1");
    ImageQuestion arm =
        new ImageQuestion(
            all.repository(),
            all.version(),
            Optional.of(PlatformChoice.of(ARM64)),
            ImageGraphIT::all);

    assertThat(graph.tree(all).images())
        .extracting(image -> image.node().platform())
        .containsExactly("linux/amd64", "linux/arm64");
    ImageTree.Image image = graph.tree(arm).images().getFirst();
    assertThat(image.node().platform()).isEqualTo("linux/arm64");
    assertThat(image.tags()).as("by the index").containsExactly(new Tag("1"));
    assertThatThrownBy(() -> graph.requiredBy(all, WHOLE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("name a platform");
    assertThatThrownBy(
            () ->
                graph.tree(
                    new ImageQuestion(
                        all.repository(),
                        all.version(),
                        Optional.of(PlatformChoice.of(Platform.of("plan9", "mips"))),
                        ImageGraphIT::all)))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void tellsExclusiveBytesFromSharedOnes() {
    ImageTree.Image app = graph.tree(about("family/app", "1")).images().getFirst();
    long own =
        APP.ownBlobs().entrySet().stream()
            .filter(blob -> !MIDDLE.ownBlobs().containsKey(blob.getKey()))
            .mapToLong(blob -> blob.getValue().length())
            .sum();

    assertThat(app.bytes()).isEqualTo(new StoredBytes(APP.blobBytes(), own));
    assertThat(app.bytes().shared()).isPositive();
  }

  @Test
  void addsUpWhatAPrefixNeeds() throws Exception {
    ImageFixture one = image(50, layers(50, 51));
    ImageFixture two = image(52, layers(50, 52));
    ImageFixture outside = image(53, layers(51, 53));
    try (RegistryUpload upload = new RegistryUpload(registry.uri())) {
      upload.push(one, "sum/a", "1");
      upload.push(two, "sum/a/below", "1");
      upload.push(outside, "sum/ab", "1");
    }
    long both = one.blobBytes() + two.blobBytes() - layers(50).getFirst().blob().length();

    UsageReport.Total total = usage.total(RepositoryPrefix.parse("sum/a"), ImageGraphIT::all);
    Page<RepositoryUsage> each =
        usage.repositories(
            RepositoryPrefix.parse("sum/a"), ImageGraphIT::all, new Page.Request(10, ""));

    assertThat(total.repositories()).isEqualTo(2);
    assertThat(total.usage().manifests()).isEqualTo(2);
    assertThat(total.usage().bytes())
        .isEqualTo(new StoredBytes(both, both - layers(51).getFirst().blob().length()));
    assertThat(each.items())
        .extracting(usage -> usage.repository().value(), usage -> usage.usage().bytes().total())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("sum/a", one.blobBytes()),
            org.assertj.core.groups.Tuple.tuple("sum/a/below", two.blobBytes()));
    assertThat(
            usage
                .total(RepositoryPrefix.parse(""), name -> name.value().startsWith("sum/"))
                .repositories())
        .isEqualTo(3);
  }

  @Test
  void forgetsAnImageThatIsDeleted() throws Exception {
    ImageFixture gone = image(60, layers(1, 60));
    try (RegistryUpload upload = new RegistryUpload(registry.uri());
        Wire wire = Wire.to(registry.uri())) {
      upload.push(gone, "gone/app", "1");
      assertThat(names(graph.requiredBy(about("family/base", "1"), WHOLE)))
          .contains("gone/app:[1]");

      wire.send("DELETE", "/v2/gone/app/manifests/" + gone.digest());

      assertThat(names(graph.requiredBy(about("family/base", "1"), WHOLE)))
          .doesNotContain("gone/app:[1]");
    }
  }
}
