package io.drayage.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.Platform;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.Packing;
import io.drayage.testing.RecordedRequest;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SeededLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SyncOverRegistriesTest {
  private static final Platform AMD64 = Platform.of("linux", "amd64");
  private static final Platform ARM64 = Platform.of("linux", "arm64");

  private final MemoryRegistry source = MemoryRegistry.start();
  private final MemoryRegistry destination = MemoryRegistry.start();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    source.close();
    destination.close();
  }

  @Test
  void anUnchangedRepositoryCostsOneListAndTwoHeadsForEachTag() throws Exception {
    for (int i = 0; i < 100; i++) {
      SeededImages.image(i).storeIn(source, "lib/app", "1." + i);
    }
    SyncResult first = SyncWorld.run(folder, repository("lib/app"));
    source.log().clear();
    destination.log().clear();

    SyncResult second = SyncWorld.run(folder, repository("lib/app"));

    assertThat(first.totals().copied()).isEqualTo(100);
    assertThat(first.totals().counts().blobsTransferred()).isEqualTo(300);
    assertThat(second.succeeded()).isTrue();
    assertThat(second.totals().unchanged()).isEqualTo(100);
    assertThat(requests(source)).isEqualTo(Map.of("GET tags", 1, "HEAD manifests", 100));
    assertThat(requests(destination)).isEqualTo(Map.of("HEAD manifests", 100));
    assertThat(destination.tags("mirror/app")).hasSize(100);
  }

  @Test
  void anUnchangedIndexCostsTwoHeads() throws Exception {
    SeededImages.multiArch(1, AMD64, ARM64).storeIn(source, "lib/app", "1");
    SyncWorld.run(folder, repository("lib/app"));
    source.log().clear();
    destination.log().clear();

    SyncResult second = SyncWorld.run(folder, repository("lib/app"));

    assertThat(second.totals().unchanged()).isEqualTo(1);
    assertThat(requests(source)).isEqualTo(Map.of("GET tags", 1, "HEAD manifests", 1));
    assertThat(requests(destination)).isEqualTo(Map.of("HEAD manifests", 1));
  }

  @Test
  void aBlobThatManyRepositoriesShareGoesToTheDestinationOnce() throws Exception {
    SeededLayer base = SeededLayer.of(1, 300_000, Packing.GZIP);
    var yaml = new StringBuilder("%s:\n  images:\n".formatted(source.authority()));
    for (int i = 0; i < 20; i++) {
      SeededLayer own = SeededLayer.of(100 + i, 1000, Packing.GZIP);
      SeededImages.image(i, ImageFormat.OCI, AMD64, List.of(base, own))
          .storeIn(source, "team/app" + i, "1", "latest");
      yaml.append("    team/app%d: []\n".formatted(i));
    }

    SyncResult result = SyncWorld.run(folder, rules(yaml.toString()));

    assertThat(result.succeeded()).isTrue();
    assertThat(result.sources()).isEqualTo(20);
    assertThat(result.totals().copied()).isEqualTo(40);
    assertThat(source.log().count("GET", "blobs/" + base.blob().digest())).isEqualTo(1);
    assertThat(result.totals().counts().blobsTransferred()).isEqualTo(20 * 2 + 1);
    assertThat(result.totals().counts().blobsMounted()).isEqualTo(19);
    assertThat(destination.openUploads()).isEmpty();
  }

  @Test
  void warnsOfWhatTheRegistryListsAndIsNoTag() throws Exception {
    SeededImages.image(1).storeIn(source, "lib/app", "1", "-2");

    SyncResult result = SyncWorld.run(folder, repository("lib/app"));

    assertThat(result.succeeded()).isTrue();
    assertThat(result.totals().copied()).isEqualTo(1);
    assertThat(result.problems())
        .singleElement()
        .asString()
        .contains("lists \"-2\", which is no valid tag");
  }

  @Test
  void oneBrokenImageFailsTheRunAndLeavesNoTag() throws Exception {
    for (int i = 0; i < 5; i++) {
      SeededImages.image(i).storeIn(source, "lib/app", "1." + i);
    }
    ImageFixture broken = SeededImages.image(3);
    source.dropBlob("lib/app", broken.blobs().keySet().iterator().next());

    SyncResult result = SyncWorld.run(folder, repository("lib/app"));

    assertThat(result.succeeded()).isFalse();
    assertThat(result.totals().failed()).isEqualTo(1);
    assertThat(result.images().get(3))
        .isInstanceOfSatisfying(
            ImageOutcome.Failed.class,
            failed -> assertThat(failed.cause()).hasMessageContaining("lib/app:1.3"));
    assertThat(destination.tags("mirror/app")).containsExactly("1.0", "1.1", "1.2", "1.4");
    assertThat(destination.openUploads()).isEmpty();
  }

  @Test
  void aMissingRepositoryAndAMissingTagFailTheRunAndTheOthersAreCopied() throws Exception {
    SeededImages.image(1).storeIn(source, "lib/app", "1");

    SyncResult result =
        SyncWorld.run(
            folder,
            rules(
                "%s: {images: {lib/app: [1, 2], lib/missing: []}}".formatted(source.authority())));

    assertThat(result.succeeded()).isFalse();
    assertThat(result.problems()).singleElement().matches(SyncProblem::isError);
    assertThat(result.totals().copied()).isEqualTo(1);
    assertThat(result.totals().failed()).isEqualTo(1);
  }

  @Test
  void chosenPlatformsAreCopiedWithAnIndexOfTheirOwn() throws Exception {
    SeededImages.multiArch(1, AMD64, ARM64).storeIn(source, "lib/app", "1");
    SyncRequest request =
        rules(
            "%s: {images: {lib/app: {tags: [1], platforms: [linux/arm64]}}}"
                .formatted(source.authority()));

    SyncResult result = SyncWorld.run(folder, request);

    assertThat(result.succeeded()).isTrue();
    assertThat(destination.manifest("mirror/app", "1").orElseThrow().parse())
        .isInstanceOfSatisfying(
            ImageIndex.class,
            index ->
                assertThat(index.manifests())
                    .extracting(child -> String.valueOf(child.platform()))
                    .containsExactly("linux/arm64"));
  }

  @Test
  void foldersAreLeftAloneOrReplaced() throws Exception {
    SeededImages.image(1).storeIn(source, "lib/app", "1");
    SeededImages.image(2).storeIn(source, "lib/app", "2");
    Path usb = folder.resolve("usb");
    SyncRequest request = to(repositoryOf("lib/app"), "dir", usb);
    SyncWorld.run(folder, request);
    ImageFixture newer = SeededImages.image(3).storeIn(source, "lib/app", "2");
    Map<String, Digest> before = files(usb.resolve("app:1"));
    source.log().clear();

    SyncResult result = SyncWorld.run(folder, request);

    assertThat(result.succeeded()).isTrue();
    assertThat(result.totals())
        .extracting(SyncTotals::copied, SyncTotals::unchanged)
        .containsExactly(1, 1);
    assertThat(files(usb.resolve("app:1"))).isEqualTo(before);
    assertThat(Digest.of(Files.readAllBytes(usb.resolve("app:2/manifest.json"))))
        .isEqualTo(newer.digest());
    assertThat(source.log().count("GET", "/blobs/")).isEqualTo(3);
  }

  @Test
  void aFolderThatHoldsSomethingElseIsRefused() throws Exception {
    SeededImages.image(1).storeIn(source, "lib/app", "1");
    Path mine = Files.createDirectories(folder.resolve("usb/app:1"));
    Files.writeString(mine.resolve("thesis.txt"), "years of work");

    SyncResult result =
        SyncWorld.run(folder, to(repositoryOf("lib/app"), "dir", folder.resolve("usb")));

    assertThat(result.totals().failed()).isEqualTo(1);
    assertThat(files(mine)).containsOnlyKeys("thesis.txt");
  }

  @Test
  void imagesGoThroughALayoutAndComeBackTheSame() throws Exception {
    for (int i = 0; i < 30; i++) {
      SeededImages.image(i).storeIn(source, "lib/app", "1." + i);
    }
    SeededImages.multiArch(99, AMD64, ARM64).storeIn(source, "lib/app", "multi");
    Path layout = folder.resolve("layout");

    SyncResult out = SyncWorld.run(folder, to(repositoryOf("lib/app"), "oci", layout));
    SyncResult again = SyncWorld.run(folder, to(repositoryOf("lib/app"), "oci", layout));
    SyncResult back =
        SyncWorld.run(folder, SyncWorld.request(new SyncSource.Layout(layout), mirror()));

    assertThat(out.succeeded()).isTrue();
    assertThat(again.totals().unchanged()).isEqualTo(31);
    assertThat(back.succeeded()).isTrue();
    assertThat(destination.tags("mirror/app")).isEqualTo(source.tags("lib/app"));
    for (String tag : source.tags("lib/app")) {
      assertThat(destination.manifest("mirror/app", tag))
          .isEqualTo(source.manifest("lib/app", tag));
    }
  }

  @Test
  void foldersComeBackTheSame() throws Exception {
    SeededImages.image(1).storeIn(source, "lib/app", "1");
    SeededImages.multiArch(2, AMD64, ARM64).storeIn(source, "lib/app", "2");
    Path usb = folder.resolve("usb");
    SyncWorld.run(folder, to(repositoryOf("lib/app"), "dir", usb));

    SyncResult back =
        SyncWorld.run(folder, SyncWorld.request(new SyncSource.Folder(usb), mirror()));

    assertThat(back.succeeded()).isTrue();
    assertThat(destination.manifest("mirror/app", "1")).isEqualTo(source.manifest("lib/app", "1"));
    assertThat(destination.manifest("mirror/app", "2")).isEqualTo(source.manifest("lib/app", "2"));
  }

  @Test
  void aDryRunSaysWhatWouldBeDoneAndCreatesNothing() throws Exception {
    SeededLayer base = SeededLayer.of(1, 50_000, Packing.GZIP);
    ImageFixture one = SeededImages.image(1, ImageFormat.OCI, AMD64, List.of(base));
    ImageFixture two = SeededImages.image(2, ImageFormat.OCI, AMD64, List.of(base));
    one.storeIn(source, "lib/app", "1");
    SyncWorld.run(folder, repository("lib/app"));
    two.storeIn(source, "lib/app", "2");
    source.log().clear();
    destination.log().clear();
    Path usb = folder.resolve("deep/usb");
    Path layout = folder.resolve("deep/layout");

    SyncPreview preview = SyncWorld.preview(folder, repository("lib/app"));
    SyncPreview dir = SyncWorld.preview(folder, to(repositoryOf("lib/app"), "dir", usb));
    SyncPreview oci = SyncWorld.preview(folder, to(repositoryOf("lib/app"), "oci", layout));

    assertThat(preview.unchanged()).isEqualTo(1);
    assertThat(preview.toCopy()).isEqualTo(1);
    long configBytes = two.blobBytes() - base.blob().length();
    assertThat(preview.bytes()).isEqualTo(configBytes);
    assertThat(dir.toCopy()).isEqualTo(2);
    assertThat(oci.toCopy()).isEqualTo(2);
    assertThat(destination.log().count(r -> !List.of("GET", "HEAD").contains(r.method()))).isZero();
    assertThat(source.log().count("GET", "/blobs/")).isZero();
    assertThat(folder.resolve("deep")).doesNotExist();
  }

  @Test
  void planAndRunAgreeAboutBytes() throws Exception {
    for (int i = 0; i < 4; i++) {
      SeededImages.image(i).storeIn(source, "lib/app", "1." + i);
    }

    SyncPreview preview = SyncWorld.preview(folder, repository("lib/app"));
    SyncResult result = SyncWorld.run(folder, repository("lib/app"));

    assertThat(preview.bytes()).isEqualTo(result.totals().counts().bytesTransferred());
  }

  private SyncSource repositoryOf(String path) throws IOException {
    return SyncSource.parse("docker", source.authority() + "/" + path);
  }

  private SyncDestination mirror() {
    return SyncDestination.parse("docker", destination.authority() + "/mirror");
  }

  private SyncRequest repository(String path) throws IOException {
    return SyncWorld.request(repositoryOf(path), mirror());
  }

  private SyncRequest rules(String yaml) {
    return SyncWorld.request(new SyncSource.Rules(SyncConfig.parse(yaml, "sync.yaml")), mirror());
  }

  private static SyncRequest to(SyncSource from, String transport, Path place) {
    return SyncWorld.request(from, SyncDestination.parse(transport, place.toString()));
  }

  /** How often each method was used on each kind of thing. */
  private static Map<String, Integer> requests(MemoryRegistry registry) {
    var counts = new TreeMap<String, Integer>();
    for (RecordedRequest request : registry.log().all()) {
      String kind =
          Stream.of("manifests", "blobs", "tags")
              .filter(part -> request.path().contains("/" + part + "/"))
              .findFirst()
              .orElse("other");
      counts.merge(request.method() + " " + kind, 1, Integer::sum);
    }
    return counts;
  }

  private static Map<String, Digest> files(Path folder) throws IOException {
    var digests = new TreeMap<String, Digest>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        digests.put(folder.relativize(file).toString(), Digest.of(Files.readAllBytes(file)));
      }
    }
    return digests;
  }
}
