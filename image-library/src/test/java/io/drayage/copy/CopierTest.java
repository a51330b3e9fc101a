package io.drayage.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drayage.image.Credential;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.MediaType;
import io.drayage.image.Platform;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.TlsSettings;
import io.drayage.transport.LayerForm;
import io.drayage.transport.RegistryAccess;
import io.drayage.transport.RegistryRouting;
import io.drayage.transport.TransportContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CopierTest {
  private static final CopyOptions SYSTEM = CopyOptions.forPlatform(Platform.of("linux", "amd64"));
  private static final CopyOptions ALL = SYSTEM.with(new ImageSelection.All());

  @TempDir Path folder;

  private final FakeWorld world = new FakeWorld();
  private final List<ProgressEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final BlobLocations locations = new BlobLocationsInMemory();
  private final Copier copier = Copier.create(locations, events::add);

  private CopyRequest request(String source, String destination, CopyOptions options) {
    RegistryAccess registries =
        RegistryAccess.open(
            RegistryRouting.direct(TlsSettings.unverified(), new Credential.Anonymous()),
            RegistryClientOptions.standard());
    TransportContext context = new TransportContext(registries, folder, Optional.empty());
    return new CopyRequest(
        new CopyEnd(world.at(source), context),
        new CopyEnd(world.at(destination), context),
        options);
  }

  private CopyResult copy(String source, String destination, CopyOptions options)
      throws IOException {
    return copier.copy(request(source, destination, options));
  }

  @Test
  void copiesBlobsThenTheManifest() throws IOException {
    ImageManifest image = FakeImages.image(world, "a.test/app", 1, 2, 3);
    world.addManifest("a.test/app:1", image.raw());

    CopyResult result = copy("a.test/app:1", "b.test/app:1", SYSTEM);

    assertThat(world.manifest("b.test/app:1")).isEqualTo(image.raw());
    assertThat(result.digest()).isEqualTo(image.raw().digest());
    assertThat(result.outcome()).isEqualTo(CopyResult.Outcome.COPIED);
    long bytes = image.blobs().stream().mapToLong(Descriptor::size).sum();
    assertThat(result.counts()).isEqualTo(new CopyCounts(0, 0, 4, bytes, 1));
    assertThat(world.operations).last().isEqualTo("put-tag b.test/app:1");
  }

  @Test
  void coldCopyNeedsNoMoreRequestsThanNecessary() throws IOException {
    world.addManifest("a.test/app:1", FakeImages.image(world, "a.test/app", 1, 2, 3).raw());

    copy("a.test/app:1", "b.test/app:1", SYSTEM);

    assertThat(world.operations("source-head")).isEmpty();
    assertThat(world.operations("source-manifest")).hasSize(1);
    assertThat(world.operations("source-blob")).hasSize(4);
    assertThat(world.operations("head")).hasSize(1);
    assertThat(world.operations("has-blob")).hasSize(4);
    assertThat(world.operations("put-blob")).hasSize(4);
    assertThat(world.operations("put-tag")).hasSize(1);
    assertThat(world.operations).hasSize(1 + 4 + 1 + 4 + 4 + 1);
  }

  @Test
  void asksEachSideOnceWhenNothingChanged() throws IOException {
    ImageManifest image = FakeImages.image(world, "a.test/app", 1, 2);
    world.addManifest("a.test/app:1", image.raw());
    world.addManifest("b.test/app:1", image.raw());

    CopyResult result = copy("a.test/app:1", "b.test/app:1", SYSTEM);

    assertThat(world.operations).containsExactly("head b.test/app:1", "source-head a.test/app:1");
    assertThat(result.outcome()).isEqualTo(CopyResult.Outcome.UNCHANGED);
    assertThat(result.digest()).isEqualTo(image.raw().digest());
    assertThat(result.counts()).isEqualTo(CopyCounts.NONE);
  }

  @Test
  void findsTheChosenImageOfAnIndexAtTheDestination() throws IOException {
    ImageIndex index = FakeImages.index(world, "a.test/app", "linux/amd64", "linux/arm64");
    world.addManifest("a.test/app:1", index.raw());
    copy("a.test/app:1", "b.test/app:1", SYSTEM);
    world.operations.clear();

    CopyResult result = copy("a.test/app:1", "b.test/app:1", SYSTEM);

    assertThat(result.outcome()).isEqualTo(CopyResult.Outcome.UNCHANGED);
    assertThat(result.digest()).isEqualTo(index.manifests().getFirst().digest());
    assertThat(result.sourceDigest()).isEqualTo(index.raw().digest());
    assertThat(world.operations("put-tag")).isEmpty();
  }

  @Test
  void sendsNothingTwiceThatHadArrived() throws IOException {
    ImageManifest image = FakeImages.image(world, "a.test/app", 1, 2);
    world.addManifest("a.test/app:1", image.raw());
    Descriptor arrived = image.layers().getFirst();
    world.addBlob(
        "b.test/app", MediaType.OCI_LAYER_GZIP, world.blob("a.test/app", arrived.digest()));

    CopyResult result = copy("a.test/app:1", "b.test/app:1", SYSTEM);

    assertThat(result.counts().blobsSkipped()).isEqualTo(1);
    assertThat(world.operations).doesNotContain("put-blob " + arrived.digest());
  }

  @Test
  void mountsFromTheSourceOnTheSameRegistry() throws IOException {
    ImageManifest image = FakeImages.image(world, "a.test/app", 1, 2);
    world.addManifest("a.test/app:1", image.raw());

    CopyResult result = copy("a.test/app:1", "a.test/other:1", SYSTEM);

    assertThat(result.counts()).isEqualTo(new CopyCounts(0, 3, 0, 0, 1));
    assertThat(world.operations("has-blob")).isEmpty();
    assertThat(world.operations("source-blob")).isEmpty();
  }

  @Test
  void writesOnlyTheTagInTheSameRepository() throws IOException {
    ImageManifest image = FakeImages.image(world, "a.test/app", 1, 2);
    world.addManifest("a.test/app:1", image.raw());

    copy("a.test/app:1", "a.test/app:2", SYSTEM);

    assertThat(world.operations)
        .containsExactly(
            "head a.test/app:2", "source-manifest a.test/app:1", "put-tag a.test/app:2");
  }

  @Test
  void mountsWhatIsRememberedFromAnEarlierRun() throws IOException {
    ImageManifest image = FakeImages.image(world, "a.test/app", 1, 2);
    world.addManifest("a.test/app:1", image.raw());
    copy("a.test/app:1", "b.test/one:1", SYSTEM);
    world.operations.clear();

    CopyResult result =
        Copier.create(locations, ProgressListener.NONE)
            .copy(request("a.test/app:1", "b.test/two:1", SYSTEM));

    assertThat(result.counts().blobsMounted()).isEqualTo(3);
    assertThat(world.operations).hasSize(1 + 1 + 3 + 1);
  }

  @Test
  void transfersWhatWasRememberedWrongly() throws IOException {
    ImageManifest image = FakeImages.image(world, "a.test/app", 1);
    world.addManifest("a.test/app:1", image.raw());
    Digest layer = image.layers().getFirst().digest();
    locations.add(world.repository("b.test/gone"), layer);

    CopyResult result = copy("a.test/app:1", "b.test/app:1", SYSTEM);

    assertThat(result.counts().blobsTransferred()).isEqualTo(2);
    assertThat(locations.repositoriesWith(world.repository("b.test/gone").registry(), layer))
        .doesNotContain(world.repository("b.test/gone"));
  }

  @Test
  void transfersABlobOnceThatTwoImagesNeedAtTheSameTime() throws Exception {
    ImageManifest image = FakeImages.image(world, "a.test/app", 1, 2);
    world.addManifest("a.test/app:1", image.raw());
    CountDownLatch bothStarted = new CountDownLatch(2);
    Copier both =
        Copier.create(
            locations,
            event -> {
              if (event instanceof ProgressEvent.ImagePlanned) {
                bothStarted.countDown();
              }
            });
    world.reading =
        (_, content) -> {
          awaitQuietly(bothStarted);
          return content;
        };

    try (TaskGroup group = new TaskGroup()) {
      group.start(() -> both.copy(request("a.test/app:1", "b.test/one:1", SYSTEM)));
      group.start(() -> both.copy(request("a.test/app:1", "b.test/two:1", SYSTEM)));
      group.join();
    }

    assertThat(world.operations("put-blob")).hasSize(3);
    assertThat(world.operations("mount")).hasSize(3);
    assertThat(world.has("b.test/one:1")).isTrue();
    assertThat(world.has("b.test/two:1")).isTrue();
  }

  @Test
  void writesAManifestOnceThatTwoImagesOfARepositoryShare() throws Exception {
    ImageIndex index = FakeImages.index(world, "a.test/app", "linux/amd64", "linux/arm64");
    world.addManifest("a.test/app:1", index.raw());
    CountDownLatch bothPlanned = new CountDownLatch(2);
    Copier both =
        Copier.create(
            locations,
            event -> {
              if (event instanceof ProgressEvent.ImagePlanned) {
                bothPlanned.countDown();
                try {
                  bothPlanned.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
            });

    try (TaskGroup group = new TaskGroup()) {
      group.start(() -> both.copy(request("a.test/app:1", "b.test/app:1", ALL)));
      group.start(() -> both.copy(request("a.test/app:1", "b.test/app:2", ALL)));
      group.join();
    }

    assertThat(world.operations("put-manifest")).hasSize(2);
    assertThat(world.has("b.test/app:1")).isTrue();
    assertThat(world.has("b.test/app:2")).isTrue();
  }

  @Test
  void transfersTwiceWhereMountsAreRefused() throws Exception {
    world.mounts = false;
    ImageManifest image = FakeImages.image(world, "a.test/app", 1, 2);
    world.addManifest("a.test/app:1", image.raw());

    copy("a.test/app:1", "b.test/one:1", SYSTEM);
    CopyResult result = copy("a.test/app:1", "b.test/two:1", SYSTEM);

    assertThat(result.counts().blobsTransferred()).isEqualTo(3);
    assertThat(world.has("b.test/two:1")).isTrue();
  }

  @Test
  void copiesAllOfAnIndexWithChildrenFirst() throws IOException {
    ImageIndex index = FakeImages.index(world, "a.test/app", "linux/amd64", "linux/arm64");
    world.addManifest("a.test/app:1", index.raw());

    CopyResult result = copy("a.test/app:1", "b.test/app:1", ALL);

    assertThat(world.manifest("b.test/app:1")).isEqualTo(index.raw());
    assertThat(result.counts().manifestsPut()).isEqualTo(3);
    assertThat(result.counts().blobsTransferred()).isEqualTo(5);
    assertThat(world.operations).last().isEqualTo("put-tag b.test/app:1");
  }

  @Test
  void doesNotReadChildrenThatTheDestinationHas() throws IOException {
    ImageIndex index = FakeImages.index(world, "a.test/app", "linux/amd64", "linux/arm64");
    world.addManifest("a.test/app:1", index.raw());
    Descriptor child = index.manifests().getFirst();
    world.addManifest(
        "b.test/app@" + child.digest(), world.manifest("a.test/app@" + child.digest()));

    copy("a.test/app:1", "b.test/app:1", ALL);

    assertThat(world.operations)
        .doesNotContain("source-manifest " + child.digest(), "put-manifest " + child.digest());
    assertThat(world.manifest("b.test/app:1")).isEqualTo(index.raw());
  }

  @Test
  void rewritesTheIndexForSomePlatforms() throws IOException {
    ImageIndex index =
        FakeImages.index(world, "a.test/app", "linux/amd64", "linux/arm64", "linux/s390x");
    world.addManifest("a.test/app:1", index.raw());
    CopyOptions two =
        SYSTEM.with(
            new ImageSelection.Platforms(
                List.of(Platform.parse("linux/amd64"), Platform.parse("linux/s390x"))));

    CopyResult result = copy("a.test/app:1", "b.test/app:1", two);

    ImageIndex written = (ImageIndex) world.manifest("b.test/app:1").parse();
    assertThat(written.manifests())
        .containsExactly(index.manifests().get(0), index.manifests().get(2));
    assertThat(written.annotations())
        .containsEntry("io.drayage.index.original-digest", index.raw().digest().toString());
    assertThat(result.digest()).isEqualTo(written.raw().digest());
    assertThat(result.sourceDigest()).isEqualTo(index.raw().digest());
  }

  @Test
  void saysWhichPlatformsThereAre() {
    ImageIndex index = FakeImages.index(world, "a.test/app", "linux/arm64", "linux/s390x");
    world.addManifest("a.test/app:1", index.raw());

    assertThatThrownBy(() -> copy("a.test/app:1", "b.test/app:1", SYSTEM))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("linux/arm64, linux/s390x");
    assertThat(world.blobsOf("b.test/app")).isEmpty();
  }

  @Test
  void copiesTheIndexAloneWhenAsked() throws IOException {
    ImageIndex index = FakeImages.index(world, "a.test/app", "linux/amd64");
    world.addManifest("a.test/app:1", index.raw());
    Descriptor child = index.manifests().getFirst();
    world.addManifest(
        "b.test/app@" + child.digest(), world.manifest("a.test/app@" + child.digest()));

    copy("a.test/app:1", "b.test/app:1", SYSTEM.with(new ImageSelection.IndexOnly()));

    assertThat(world.operations)
        .containsExactly(
            "head b.test/app:1", "source-manifest a.test/app:1", "put-tag b.test/app:1");
  }

  @Test
  void compressesPlainLayersForARegistry() throws IOException {
    byte[] layer = FakeImages.bytes(1, 50_000);
    ImageManifest image = FakeImages.plainImage(world, "a.test/app", layer);
    world.addManifest("a.test/app:1", image.raw());

    copy("a.test/app:1", "b.test/app:1", SYSTEM);

    ImageManifest written = (ImageManifest) world.manifest("b.test/app:1").parse();
    Descriptor packed = written.layers().getFirst();
    assertThat(packed.mediaType()).isEqualTo(MediaType.OCI_LAYER_GZIP);
    byte[] stored = world.blob("b.test/app", packed.digest());
    assertThat(new GZIPInputStream(new ByteArrayInputStream(stored)).readAllBytes())
        .isEqualTo(layer);
    assertThat(world.blobsOf("b.test/app")).hasSize(2);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void dropsWhatWasSaidOfTheBytesBeforeTheyWereCompressed() throws IOException {
    ImageManifest plain = FakeImages.plainImage(world, "a.test/app", FakeImages.bytes(1, 500));
    Descriptor layer = plain.layers().getFirst().withAnnotations(Map.of("offset", "17"));
    ImageManifest image = plain.with(plain.config(), List.of(layer));
    world.addManifest("a.test/app:1", image.raw());

    copy("a.test/app:1", "b.test/app:1", SYSTEM);

    ImageManifest written = (ImageManifest) world.manifest("b.test/app:1").parse();
    assertThat(written.layers().getFirst().annotations()).isEmpty();
  }

  @Test
  void keepsPlainLayersWhenTheDigestMustStay() throws IOException {
    ImageManifest image = FakeImages.plainImage(world, "a.test/app", FakeImages.bytes(1, 500));
    world.addManifest("a.test/app:1", image.raw());

    copy("a.test/app:1", "b.test/app:1", SYSTEM.with(DigestRule.PRESERVE));

    assertThat(world.manifest("b.test/app:1")).isEqualTo(image.raw());
  }

  @Test
  void unpacksLayersWhenAsked() throws IOException {
    byte[] layer = FakeImages.bytes(1, 50_000);
    ImageManifest image = FakeImages.dockerImage(world, "a.test/app", layer);
    world.addManifest("a.test/app:1", image.raw());
    world.form = LayerForm.ANY;

    copy("a.test/app:1", "b.test/app:1", SYSTEM.with(new CompressionRule.Decompress()));

    ImageManifest written = (ImageManifest) world.manifest("b.test/app:1").parse();
    assertThat(written.layers().getFirst())
        .isEqualTo(new Descriptor(MediaType.DOCKER_LAYER, Digest.of(layer), layer.length));
  }

  @Test
  void turnsDockerImagesIntoOciForZstd() throws IOException {
    ImageManifest image = FakeImages.dockerImage(world, "a.test/app", FakeImages.bytes(1, 50_000));
    world.addManifest("a.test/app:1", image.raw());
    CopyOptions zstd =
        SYSTEM.with(
            new CompressionRule.Compress(
                CompressionAlgorithm.ZSTD, OptionalInt.of(1), CompressionRule.Scope.ALL));

    copy("a.test/app:1", "b.test/app:1", zstd);

    ImageManifest written = (ImageManifest) world.manifest("b.test/app:1").parse();
    assertThat(written.raw().mediaType()).isEqualTo(MediaType.OCI_MANIFEST);
    assertThat(written.config().mediaType()).isEqualTo(MediaType.OCI_CONFIG);
    assertThat(written.layers().getFirst().mediaType()).isEqualTo(MediaType.OCI_LAYER_ZSTD);
  }

  @Test
  void convertsToTheFormatThatWasAskedFor() throws IOException {
    ImageManifest image = FakeImages.image(world, "a.test/app", 1, 2);
    world.addManifest("a.test/app:1", image.raw());

    copy("a.test/app:1", "b.test/app:1", SYSTEM.with(ManifestFormat.V2S2));

    ImageManifest written = (ImageManifest) world.manifest("b.test/app:1").parse();
    assertThat(written.raw().mediaType()).isEqualTo(MediaType.DOCKER_MANIFEST);
    assertThat(written.layers())
        .extracting(Descriptor::digest)
        .isEqualTo(image.layers().stream().map(Descriptor::digest).toList());
  }

  @Test
  void convertsWhatTheDestinationDoesNotTake() throws IOException {
    ImageManifest image = FakeImages.image(world, "a.test/app", 1, 2);
    world.addManifest("a.test/app:1", image.raw());
    world.refused.add(MediaType.OCI_MANIFEST);

    copy("a.test/app:1", "b.test/app:1", SYSTEM);

    assertThat(world.manifest("b.test/app:1").mediaType()).isEqualTo(MediaType.DOCKER_MANIFEST);
  }

  @Test
  void refusesAChangeWhenTheDigestMustStay() {
    ImageManifest image = FakeImages.image(world, "a.test/app", 1, 2);
    world.addManifest("a.test/app:1", image.raw());
    CopyOptions contradictory = SYSTEM.with(ManifestFormat.V2S2).with(DigestRule.PRESERVE);

    assertThatThrownBy(() -> copy("a.test/app:1", "b.test/app:1", contradictory))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("--preserve-digests");
    assertThat(world.operations("put-blob")).isEmpty();
  }

  @Test
  void saysThatSchema1CannotBeWritten() {
    world.addManifest("a.test/app:1", FakeImages.image(world, "a.test/app", 1).raw());

    assertThatThrownBy(() -> copy("a.test/app:1", "b.test/app:1", SYSTEM.with(ManifestFormat.V2S1)))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("v2s1")
        .hasMessageContaining("choose v2s2 or oci");
  }

  @Test
  void tellsAMissingImageFromOtherFailures() {
    CopyException missing =
        catchThrowableOfType(
            CopyException.class, () -> copy("a.test/app:1", "b.test/app:1", SYSTEM));

    assertThat(missing.inputNotFound()).isTrue();
    assertThat(missing.side()).isEqualTo(Side.SOURCE);
    assertThat(missing)
        .hasMessageStartingWith(
            "copying fake://a.test/app:1 to fake://b.test/app:1: reading the manifest from the"
                + " source: ");
  }

  @Test
  void blamesTheSourceForABlobThatCannotBeRead() {
    ImageManifest image = FakeImages.image(world, "a.test/app", 1, 2);
    world.addManifest("a.test/app:1", image.raw());
    Digest lost = image.layers().getFirst().digest();
    world.blobsOf("a.test/app").remove(lost);

    CopyException failure =
        catchThrowableOfType(
            CopyException.class, () -> copy("a.test/app:1", "b.test/app:1", SYSTEM));

    assertThat(failure.side()).isEqualTo(Side.SOURCE);
    assertThat(failure).hasMessageContaining("reading blob " + lost + " from the source");
    assertThat(world.has("b.test/app:1")).isFalse();
  }

  @Test
  void cancelsEverythingWhenInterrupted() throws Exception {
    ImageManifest image = FakeImages.image(world, "a.test/app", 1, 2, 3);
    world.addManifest("a.test/app:1", image.raw());
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    world.reading =
        (_, content) -> {
          reading.countDown();
          awaitQuietly(never);
          return content;
        };
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread copying =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    copy("a.test/app:1", "b.test/app:1", SYSTEM);
                  } catch (IOException e) {
                    thrown.set(e);
                  }
                });
    reading.await();

    copying.interrupt();
    copying.join();

    assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
    assertThat(world.operations("put-tag")).isEmpty();
    assertThat(events).last().isInstanceOf(ProgressEvent.ImageFailed.class);
  }

  @Test
  void planningChangesNothing() throws IOException {
    ImageManifest image = FakeImages.image(world, "a.test/app", 1, 2);
    world.addManifest("a.test/app:1", image.raw());

    CopyPlan plan = copier.plan(request("a.test/app:1", "b.test/app:1", SYSTEM));

    assertThat(plan.transferBytes())
        .isEqualTo(image.blobs().stream().mapToLong(Descriptor::size).sum());
    assertThat(plan.requests()).isEqualTo(3 * 3 + 1);
    assertThat(world.blobsOf("b.test/app")).isEmpty();
    assertThat(world.has("b.test/app:1")).isFalse();
  }

  @Test
  void plansToMountWhatAnEarlierPlanTransfers() throws IOException {
    ImageManifest image = FakeImages.image(world, "a.test/app", 1, 2);
    world.addManifest("a.test/app:1", image.raw());
    copier.plan(request("a.test/app:1", "b.test/one:1", SYSTEM));

    CopyPlan second = copier.plan(request("a.test/app:1", "b.test/two:1", SYSTEM));

    assertThat(second.transferBytes()).isZero();
    assertThat(second.steps().getFirst()).isInstanceOf(CopyStep.MountBlob.class);
  }

  @Test
  void tellsWhatHappensInOrder() throws IOException {
    ImageManifest image = FakeImages.image(world, "a.test/app", 1);
    world.addManifest("a.test/app:1", image.raw());

    copy("a.test/app:1", "b.test/app:1", SYSTEM);

    assertThat(events.getFirst()).isInstanceOf(ProgressEvent.ImageStarted.class);
    assertThat(events.get(1)).isInstanceOf(ProgressEvent.ImagePlanned.class);
    assertThat(events).last().isInstanceOf(ProgressEvent.ImageDone.class);
    assertThat(events.stream().filter(e -> e instanceof ProgressEvent.BlobDone)).hasSize(2);
  }

  private static void awaitQuietly(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IOException("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }
}
