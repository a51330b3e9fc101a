package io.drayage.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drayage.image.Credential;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageManifest;
import io.drayage.image.LayerCompression;
import io.drayage.image.MediaType;
import io.drayage.image.Platform;
import io.drayage.registries.CertificateFolders;
import io.drayage.registries.ConfigEnvironment;
import io.drayage.registries.CredentialFiles;
import io.drayage.registries.CredentialStore;
import io.drayage.registries.RegistriesConfig;
import io.drayage.registries.RegistriesConfigFiles;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.RetryPolicy;
import io.drayage.registry.TlsSettings;
import io.drayage.testing.Authentication;
import io.drayage.testing.Fault;
import io.drayage.testing.FaultyServer;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.Packing;
import io.drayage.testing.RegistrySettings;
import io.drayage.testing.RegistrySwitch;
import io.drayage.testing.Schema1Images;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SeededLayer;
import io.drayage.transport.BlockedRegistryException;
import io.drayage.transport.Deletion;
import io.drayage.transport.DockerTransport;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageSource;
import io.drayage.transport.RegistryAccess;
import io.drayage.transport.RegistryOptions;
import io.drayage.transport.RegistryRouting;
import io.drayage.transport.TagListing;
import io.drayage.transport.TlsVerification;
import io.drayage.transport.TransportContext;
import io.drayage.transport.local.OciTransport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class RegistryCopyTest {
  private static final CopyOptions OPTIONS = CopyOptions.forPlatform(Platform.of("linux", "amd64"));

  @TempDir Path folder;

  private final MemoryRegistry source = MemoryRegistry.start();
  private final MemoryRegistry destination = MemoryRegistry.start();
  private final List<RegistryAccess> opened = new ArrayList<>();
  private final Copier copier = Copier.create(new BlobLocationsInMemory(), ProgressListener.NONE);

  @AfterEach
  void close() {
    opened.forEach(RegistryAccess::close);
    source.close();
    destination.close();
  }

  private TransportContext context(String configuration, RegistryOptions options)
      throws IOException {
    Path file = Files.createTempFile(folder, "registries", ".conf");
    Files.writeString(file, configuration);
    ConfigEnvironment environment = new ConfigEnvironment(Map.of(), folder, 1000, folder);
    RegistriesConfig config =
        RegistriesConfig.load(
            new RegistriesConfigFiles(
                file, RegistriesConfigFiles.Presence.REQUIRED, List.of(), List.of()));
    RegistryAccess access =
        RegistryAccess.open(
            RegistryRouting.configured(
                config,
                new CredentialStore(
                    CredentialFiles.standard(environment), config.credentialHelpers(), environment),
                CertificateFolders.standard(environment),
                options),
            RegistryClientOptions.standard().withRetry(RetryPolicy.none()));
    opened.add(access);
    return new TransportContext(access, folder, Optional.empty());
  }

  private TransportContext retrying() {
    RegistryAccess access =
        RegistryAccess.open(
            RegistryRouting.direct(TlsSettings.unverified(), new Credential.Anonymous()),
            RegistryClientOptions.standard()
                .withRetry(
                    new RetryPolicy(
                        3, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(1))));
    opened.add(access);
    return new TransportContext(access, folder, Optional.empty());
  }

  private TransportContext insecure() throws IOException {
    return context(
        "", new RegistryOptions(TlsVerification.SKIPPED, Optional.empty(), Optional.empty()));
  }

  private static CopyEnd end(String reference, TransportContext context) {
    return new CopyEnd(DockerTransport.INSTANCE.parse("//" + reference), context);
  }

  private CopyRequest request(String from, String to) throws IOException {
    return new CopyRequest(end(from, insecure()), end(to, insecure()), OPTIONS);
  }

  @Test
  void coldCopyAsksTheSourceForTheManifestEachBlobReferrersAndTags() throws IOException {
    ImageFixture image = SeededImages.image(1).storeIn(source, "app", "1");

    copier.copy(request(source.authority() + "/app:1", destination.authority() + "/app:1"));

    int blobs = image.blobs().size();
    assertThat(source.log().count()).isEqualTo(1 + blobs + 2);
    assertThat(source.log().count("GET", "/referrers/")).isEqualTo(1);
    assertThat(source.log().count("GET", "/tags/list")).isEqualTo(1);
    assertThat(destination.log().count()).isEqualTo(1 + 3 * blobs + 1);
    assertThat(destination.manifest("app", "1")).contains(image.manifest());
    assertThat(destination.blobs("app")).containsAll(image.blobs().keySet());
  }

  @Test
  void anUnchangedImageCostsTwoRequests() throws IOException {
    SeededImages.image(1).storeIn(source, "app", "1");
    SeededImages.image(1).storeIn(destination, "app", "1");

    copier.copy(request(source.authority() + "/app:1", destination.authority() + "/app:1"));

    assertThat(source.log().count("HEAD", "/manifests/1")).isEqualTo(1);
    assertThat(destination.log().count("HEAD", "/manifests/1")).isEqualTo(1);
    assertThat(source.log().count() + destination.log().count()).isEqualTo(2);
  }

  @Test
  void readsOnlyTheIndexWhenItsImageIsThere() throws IOException {
    SeededImages.multiArch(1, Platform.parse("linux/amd64"), Platform.parse("linux/arm64"))
        .storeIn(source, "app", "1");
    CopyRequest request =
        request(source.authority() + "/app:1", destination.authority() + "/app:1");
    copier.copy(request);
    source.log().clear();
    destination.log().clear();

    CopyResult again = copier.copy(request);

    assertThat(again.outcome()).isEqualTo(CopyResult.Outcome.UNCHANGED);
    assertThat(source.log().count("HEAD", "/manifests/1")).isEqualTo(1);
    assertThat(source.log().count("GET", "/manifests/1")).isEqualTo(1);
    assertThat(destination.log().count("HEAD", "/manifests/1")).isEqualTo(1);
    assertThat(source.log().count() + destination.log().count()).isEqualTo(3);
  }

  @Test
  void neverPutsAnEqualTagAgain() throws IOException {
    destination.switchOn(RegistrySwitch.IMMUTABLE_TAGS);
    ImageFixture image =
        SeededImages.multiArch(1, Platform.parse("linux/amd64"), Platform.parse("linux/arm64"))
            .storeIn(source, "app", "1");
    image.storeIn(destination, "app", "1");
    CopyRequest all =
        new CopyRequest(
            end(source.authority() + "/app:1", insecure()),
            end(destination.authority() + "/app:1", insecure()),
            OPTIONS.with(new ImageSelection.All()));

    CopyResult result = copier.copy(all);

    assertThat(result.outcome()).isEqualTo(CopyResult.Outcome.UNCHANGED);
  }

  @Test
  void usesTheMirrorForAllBlobs() throws IOException {
    ImageFixture image = SeededImages.image(1).storeIn(source, "mirrored/app", "1");
    TransportContext mirrored =
        context(
            """
            [[registry]]
            location = "upstream.invalid"
            [[registry.mirror]]
            location = "%s/mirrored"
            insecure = true
            """
                .formatted(source.authority()),
            RegistryOptions.CONFIGURED);

    copier.copy(
        new CopyRequest(
            end("upstream.invalid/app:1", mirrored),
            end(destination.authority() + "/app:1", insecure()),
            OPTIONS));

    assertThat(destination.manifest("app", "1")).contains(image.manifest());
    assertThat(source.log().count("GET", "/blobs/")).isEqualTo(image.blobs().size());
  }

  @Test
  void aMirrorThatFailsIsFollowedByTheNext() throws IOException {
    ImageFixture image = SeededImages.image(1).storeIn(source, "app", "1");
    TransportContext mirrored =
        context(
            """
            [[registry]]
            location = "%1$s"
            insecure = true
            [[registry.mirror]]
            location = "%2$s"
            insecure = true
            """
                .formatted(source.authority(), destination.authority()),
            RegistryOptions.CONFIGURED);

    copier.copy(
        new CopyRequest(
            end(source.authority() + "/app:1", mirrored),
            end(destination.authority() + "/copied:1", insecure()),
            OPTIONS));

    assertThat(destination.manifest("copied", "1")).contains(image.manifest());
  }

  @Test
  void namesEveryPlaceThatFailed() throws IOException {
    TransportContext mirrored =
        context(
            """
            [[registry]]
            location = "%1$s"
            insecure = true
            [[registry.mirror]]
            location = "%2$s"
            insecure = true
            """
                .formatted(source.authority(), destination.authority()),
            RegistryOptions.CONFIGURED);
    CopyRequest request =
        new CopyRequest(
            end(source.authority() + "/app:1", mirrored),
            end(destination.authority() + "/copied:1", insecure()),
            OPTIONS);

    CopyException failure = catchThrowableOfType(CopyException.class, () -> copier.copy(request));

    assertThat(failure)
        .hasMessageContaining(
            "(Mirrors also failed: [%s/app:1: ".formatted(destination.authority()))
        .hasMessageContaining("): %s/app:1: ".formatted(source.authority()));
    assertThat(failure.inputNotFound()).isTrue();
  }

  @Test
  void contactsNoBlockedRegistry() throws IOException {
    String blocked =
        """
        [[registry]]
        location = "%s"
        insecure = true
        blocked = true
        """;
    TransportContext blockedSource =
        context(blocked.formatted(source.authority()), RegistryOptions.CONFIGURED);
    TransportContext blockedDestination =
        context(blocked.formatted(destination.authority()), RegistryOptions.CONFIGURED);
    SeededImages.image(1).storeIn(source, "app", "1");

    assertThatThrownBy(
            () ->
                copier.copy(
                    new CopyRequest(
                        end(source.authority() + "/app:1", blockedSource),
                        end(destination.authority() + "/app:1", insecure()),
                        OPTIONS)))
        .hasRootCauseInstanceOf(BlockedRegistryException.class)
        .hasMessageContaining("is blocked in");
    assertThatThrownBy(
            () ->
                copier.copy(
                    new CopyRequest(
                        end(source.authority() + "/app:1", insecure()),
                        end(destination.authority() + "/app:1", blockedDestination),
                        OPTIONS)))
        .hasRootCauseInstanceOf(BlockedRegistryException.class);
    assertThat(source.log().count()).isZero();
    assertThat(destination.log().count("PUT", "")).isZero();
  }

  @Test
  void doesNotGiveTheCredentialOfTheCommandLineToAMirror() throws IOException {
    try (MemoryRegistry mirror =
        MemoryRegistry.start(
            RegistrySettings.ideal().withAuthentication(Authentication.basic("user", "secret")))) {
      SeededImages.image(1).storeIn(source, "app", "1");
      SeededImages.image(1).storeIn(mirror, "app", "1");
      TransportContext mirrored =
          context(
              """
              [[registry]]
              location = "%s"
              [[registry.mirror]]
              location = "%s"
              """
                  .formatted(source.authority(), mirror.authority()),
              new RegistryOptions(
                  TlsVerification.SKIPPED,
                  Optional.of(new Credential.UsernamePassword("user", "secret")),
                  Optional.empty()));

      copier.copy(
          new CopyRequest(
              end(source.authority() + "/app:1", mirrored),
              end(destination.authority() + "/app:1", insecure()),
              OPTIONS));

      assertThat(mirror.log().matching(r -> r.header("authorization").isPresent())).isEmpty();
      assertThat(source.log().count("GET", "/manifests/")).isEqualTo(1);
    }
  }

  @Test
  void asksForOneTokenOnEachSide() throws IOException {
    var settings =
        RegistrySettings.ideal().withAuthentication(Authentication.bearer("user", "secret"));
    RegistryOptions options =
        new RegistryOptions(
            TlsVerification.SKIPPED,
            Optional.of(new Credential.UsernamePassword("user", "secret")),
            Optional.empty());
    try (MemoryRegistry from = MemoryRegistry.start(settings);
        MemoryRegistry to = MemoryRegistry.start(settings)) {
      SeededImages.image(1).storeIn(from, "app", "1");

      copier.copy(
          new CopyRequest(
              end(from.authority() + "/app:1", context("", options)),
              end(to.authority() + "/app:1", context("", options)),
              OPTIONS));

      assertThat(to.manifest("app", "1")).isPresent();
      assertThat(from.tokens().count()).isEqualTo(1);
      assertThat(to.tokens().count()).isEqualTo(1);
    }
  }

  @Test
  void mountsWithinTheDestination() throws IOException {
    ImageFixture image = SeededImages.image(1).storeIn(source, "app", "1");
    copier.copy(request(source.authority() + "/app:1", destination.authority() + "/one:1"));
    destination.log().clear();

    CopyResult result =
        copier.copy(request(source.authority() + "/app:1", destination.authority() + "/two:1"));

    assertThat(result.counts().blobsMounted()).isEqualTo(image.blobs().size());
    assertThat(destination.log().count()).isEqualTo(1 + image.blobs().size() + 1);
  }

  @Test
  void aMountThatFailsCostsOneRequestOnly() throws IOException {
    destination.switchOn(RegistrySwitch.REFUSES_MOUNTS);
    ImageFixture image = SeededImages.image(1).storeIn(source, "app", "1");
    copier.copy(request(source.authority() + "/app:1", destination.authority() + "/one:1"));
    destination.log().clear();

    copier.copy(request(source.authority() + "/app:1", destination.authority() + "/two:1"));

    int blobs = image.blobs().size();
    assertThat(destination.log().count("POST", "/blobs/uploads/")).isEqualTo(blobs);
    assertThat(destination.log().count("PUT", "/blobs/uploads/")).isEqualTo(blobs);
    assertThat(destination.log().count()).isEqualTo(1 + 3 * blobs + 1);
    assertThat(destination.openUploads()).isEmpty();
  }

  @Test
  void leavesNoUploadOfAMountBehindWhenTheBlobIsThere() throws IOException {
    destination.switchOn(RegistrySwitch.REFUSES_MOUNTS);
    SeededImages.image(1).storeIn(source, "app", "1");
    copier.copy(request(source.authority() + "/app:1", destination.authority() + "/one:1"));
    copier.copy(request(source.authority() + "/app:1", destination.authority() + "/two:1"));
    Copier another = Copier.create(new BlobLocationsInMemory(), ProgressListener.NONE);
    destination.log().clear();

    CopyResult result =
        another.copy(
            request(destination.authority() + "/one:1", destination.authority() + "/two:2"));

    assertThat(result.counts().blobsTransferred()).isZero();
    assertThat(destination.log().count("POST", "/blobs/uploads/")).isPositive();
    assertThat(destination.openUploads()).isEmpty();
  }

  @Test
  void leavesNoUploadBehindWhenTheSourceIsDamaged() throws IOException {
    ImageFixture image = SeededImages.image(1).storeIn(source, "app", "1");
    Digest damaged = image.blobs().keySet().stream().skip(1).findFirst().orElseThrow();
    source.putWrongBlob("app", damaged, image.blob(damaged).corrupted());
    CopyRequest request =
        request(source.authority() + "/app:1", destination.authority() + "/app:1");

    CopyException failure = catchThrowableOfType(CopyException.class, () -> copier.copy(request));

    assertThat(failure.side()).isEqualTo(Side.SOURCE);
    assertThat(failure).hasMessageContaining("reading blob " + damaged + " from the source");
    assertThat(destination.openUploads()).isEmpty();
    assertThat(destination.tags("app")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(CompressionAlgorithm.class)
  void compressesALayerOnItsWayInOneUpload(CompressionAlgorithm algorithm) throws IOException {
    SeededLayer layer = SeededLayer.of(1, 2_000_000, Packing.TAR);
    SeededImages.image(1, ImageFormat.OCI, Platform.parse("linux/amd64"), List.of(layer))
        .storeIn(source, "app", "1");
    var rule =
        new CompressionRule.Compress(
            algorithm, OptionalInt.empty(), CompressionRule.Scope.UNCOMPRESSED);

    copier.copy(
        new CopyRequest(
            end(source.authority() + "/app:1", insecure()),
            end(destination.authority() + "/app:1", insecure()),
            OPTIONS.with(rule)));

    assertThat(destination.log().count("PATCH", "/blobs/uploads/")).isEqualTo(1);
    assertThat(destination.openUploads()).isEmpty();
    var written = (ImageManifest) destination.manifest("app", "1").orElseThrow().parse();
    Descriptor packed = written.layers().getFirst();
    byte[] stored = destination.blob("app", packed.digest()).orElseThrow().bytes();
    assertThat(packed.size()).isEqualTo(stored.length);
    assertThat(LayerCompression.of(packed.mediaType()).name())
        .isEqualTo(algorithm == CompressionAlgorithm.GZIP ? "GZIP" : "ZSTD");
    try (InputStream plain = Unpacking.of(new ByteArrayInputStream(stored))) {
      assertThat(plain.readAllBytes()).isEqualTo(layer.blob().bytes());
    }
  }

  @Test
  void leavesNoUploadBehindWhenALayerToBeCompressedIsDamaged() throws IOException {
    SeededLayer layer = SeededLayer.of(1, 2_000_000, Packing.TAR);
    SeededImages.image(1, ImageFormat.OCI, Platform.parse("linux/amd64"), List.of(layer))
        .storeIn(source, "app", "1");
    source.putWrongBlob("app", layer.blob().digest(), layer.blob().corrupted());
    CopyRequest request =
        request(source.authority() + "/app:1", destination.authority() + "/app:1");

    CopyException failure = catchThrowableOfType(CopyException.class, () -> copier.copy(request));

    assertThat(failure.side()).isEqualTo(Side.SOURCE);
    assertThat(destination.openUploads()).isEmpty();
    assertThat(destination.tags("app")).isEmpty();
  }

  private CopyRequest compressing(String from, String to, CopyOptions options) throws IOException {
    return new CopyRequest(end(from, insecure()), end(to, insecure()), options);
  }

  private static SeededLayer plainLayer() {
    return SeededLayer.of(1, 2_000_000, Packing.TAR);
  }

  private void storeWithPlainLayer(String repository, long seed) {
    SeededImages.image(seed, ImageFormat.OCI, Platform.parse("linux/amd64"), List.of(plainLayer()))
        .storeIn(source, repository, "1");
  }

  @Test
  void goesOnWithACompressedLayerWhoseUploadBreaks() throws IOException {
    storeWithPlainLayer("app", 1);
    try (FaultyServer faulty = FaultyServer.before(destination)) {
      faulty.once("PATCH", "/blobs/uploads/", new Fault.ResetUpload(700_000));
      TransportContext patient = retrying();

      copier.copy(
          new CopyRequest(
              end(source.authority() + "/app:1", patient),
              end(faulty.authority() + "/app:1", patient),
              OPTIONS));

      assertThat(faulty.log().count("PATCH", "/blobs/uploads/")).isEqualTo(2);
      // One session for the config and one for the layer, which asks how far it came.
      assertThat(faulty.log().count("POST", "/blobs/uploads/")).isEqualTo(2);
      assertThat(faulty.log().count("GET", "/blobs/uploads/")).isEqualTo(1);
    }

    var written = (ImageManifest) destination.manifest("app", "1").orElseThrow().parse();
    byte[] stored =
        destination.blob("app", written.layers().getFirst().digest()).orElseThrow().bytes();
    try (InputStream plain = Unpacking.of(new ByteArrayInputStream(stored))) {
      assertThat(plain.readAllBytes()).isEqualTo(plainLayer().blob().bytes());
    }
    assertThat(destination.openUploads()).isEmpty();
  }

  @Test
  void compressesALayerOnceForAllImagesOfARun() throws IOException {
    storeWithPlainLayer("app", 1);
    storeWithPlainLayer("other", 2);

    for (String repository : List.of("app", "other")) {
      copier.copy(
          request(
              source.authority() + "/" + repository + ":1",
              destination.authority() + "/" + repository + ":1"));
    }

    assertThat(destination.log().count("PATCH", "/blobs/uploads/")).isEqualTo(1);
    assertThat(source.log().count("GET", plainLayer().blob().digest().toString())).isEqualTo(1);
    var first = (ImageManifest) destination.manifest("app", "1").orElseThrow().parse();
    var second = (ImageManifest) destination.manifest("other", "1").orElseThrow().parse();
    assertThat(second.layers()).isEqualTo(first.layers());
    assertThat(destination.blob("other", first.layers().getFirst().digest())).isPresent();
  }

  @Test
  void sendsNoCompressedLayerThatIsThereWhenDigestsAreComputedBefore() throws IOException {
    storeWithPlainLayer("app", 1);
    CopyOptions options =
        OPTIONS.with(
            new TransferRule(OptionalInt.empty(), TransferRule.ChangedLayers.SENT_WHEN_MISSING));
    CopyRequest request =
        compressing(source.authority() + "/app:1", destination.authority() + "/app:1", options);
    copier.copy(request);
    var first = (ImageManifest) destination.manifest("app", "1").orElseThrow().parse();
    destination.log().clear();

    Copier.create(new BlobLocationsInMemory(), ProgressListener.NONE).copy(request);

    assertThat(destination.log().count("POST", "/blobs/uploads/")).isZero();
    assertThat(destination.manifest("app", "1").orElseThrow().parse()).isEqualTo(first);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("drayage-layer-"));
    }
  }

  @Test
  void movesNoMoreBlobsAtOnceThanItMay() throws IOException {
    SeededImages.image(1).storeIn(source, "app", "1");
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ProgressListener counting =
        event -> {
          switch (event) {
            case ProgressEvent.BlobStarted _ ->
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
            case ProgressEvent.BlobDone _ -> running.decrementAndGet();
            default -> {}
          }
        };
    CopyOptions one =
        OPTIONS.with(new TransferRule(OptionalInt.of(1), TransferRule.ChangedLayers.SENT_AT_ONCE));

    Copier.create(new BlobLocationsInMemory(), counting)
        .copy(compressing(source.authority() + "/app:1", destination.authority() + "/app:1", one));

    assertThat(most).hasValue(1);
  }

  @Test
  void leavesNoUploadBehindWhenInterrupted() throws Exception {
    SeededImages.image(1).storeIn(source, "app", "1");
    try (FaultyServer slow = FaultyServer.before(source)) {
      slow.always("GET", "/blobs/", new Fault.SlowBody(1));
      CountDownLatch started = new CountDownLatch(1);
      Copier observed =
          Copier.create(
              new BlobLocationsInMemory(),
              event -> {
                if (event instanceof ProgressEvent.BlobStarted) {
                  started.countDown();
                }
              });
      CopyRequest request =
          request(slow.authority() + "/app:1", destination.authority() + "/app:1");
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread copying =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      observed.copy(request);
                    } catch (IOException e) {
                      thrown.set(e);
                    }
                  });
      started.await();
      Thread.sleep(300);

      copying.interrupt();
      copying.join();

      assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
      assertThat(destination.openUploads()).isEmpty();
      assertThat(destination.tags("app")).isEmpty();
    }
  }

  @Test
  void triesTheOtherFormatWhenTheRegistryRefusesTheFirst() throws IOException {
    ImageFixture image = SeededImages.image(1).storeIn(source, "app", "1");
    try (FaultyServer old = FaultyServer.before(destination)) {
      old.once("PUT", "/manifests/", new Fault.Status(400, "MANIFEST_INVALID"));

      copier.copy(request(source.authority() + "/app:1", old.authority() + "/app:1"));

      assertThat(destination.manifest("app", "1").orElseThrow().mediaType())
          .isEqualTo(MediaType.DOCKER_MANIFEST);
      assertThat(destination.log().count("PUT", "/uploads/")).isEqualTo(image.blobs().size());
    }
  }

  @Test
  void convertsSchema1WhenTheRegistryRefusesIt() throws IOException {
    ImageFixture image = Schema1Images.signed(1, "app", "1").storeIn(source, "app", "1");
    try (FaultyServer modern = FaultyServer.before(destination)) {
      modern.once("PUT", "/manifests/", new Fault.Status(400, "MANIFEST_INVALID"));

      copier.copy(request(source.authority() + "/app:1", modern.authority() + "/app:1"));
    }

    var written = (ImageManifest) destination.manifest("app", "1").orElseThrow().parse();
    assertThat(written.raw().mediaType()).isEqualTo(MediaType.DOCKER_MANIFEST);
    assertThat(image.blobs().keySet())
        .containsAll(written.layers().stream().map(Descriptor::digest).toList());
    assertThat(destination.blobs("app")).contains(written.config().digest());
  }

  @Test
  void keepsSchema1WhereItIsTaken() throws IOException {
    ImageFixture image = Schema1Images.signed(1, "app", "1").storeIn(source, "app", "1");

    copier.copy(request(source.authority() + "/app:1", destination.authority() + "/app:1"));

    assertThat(destination.manifest("app", "1")).contains(image.manifest());
  }

  @ParameterizedTest
  @EnumSource(
      value = RegistrySwitch.class,
      names = {
        "REFUSES_MOUNTS",
        "NO_DIGEST_HEADER",
        "ABSOLUTE_LOCATION",
        "IGNORES_RANGE",
        "NO_MANIFEST_HEAD"
      })
  void copesWithRegistriesThatDifferFromTheIdeal(RegistrySwitch difference) throws IOException {
    ImageFixture image = SeededImages.image(1).storeIn(source, "app", "1");
    source.switchOn(difference);
    destination.switchOn(difference);

    copier.copy(request(source.authority() + "/app:1", destination.authority() + "/app:1"));
    copier.copy(request(source.authority() + "/app:1", destination.authority() + "/other:1"));
    CopyResult again =
        copier.copy(request(source.authority() + "/app:1", destination.authority() + "/app:1"));

    assertThat(again.outcome()).isEqualTo(CopyResult.Outcome.UNCHANGED);
    assertThat(destination.manifest("other", "1")).contains(image.manifest());
    assertThat(destination.openUploads()).isEmpty();
  }

  @Test
  void sendsABlobOnceToALayoutThatSeveralImagesAreWrittenTo() throws Exception {
    ImageFixture image = SeededImages.image(1).storeIn(source, "app", "1", "2", "3", "4");
    TransportContext context = insecure();

    try (TaskGroup group = new TaskGroup()) {
      for (String tag : List.of("1", "2", "3", "4")) {
        group.start(
            () ->
                copier.copy(
                    new CopyRequest(
                        end(source.authority() + "/app:" + tag, context),
                        new CopyEnd(
                            OciTransport.INSTANCE.parse(folder.resolve("layout") + ":" + tag),
                            context),
                        OPTIONS)));
      }
      group.join();
    }

    assertThat(source.log().count("GET", "/blobs/")).isEqualTo(image.blobs().size());
  }

  @Test
  void namesTheRemedy() throws IOException {
    CopyRequest request =
        request(source.authority() + "/app:1", destination.authority() + "/app:1");

    assertThatThrownBy(() -> copier.copy(request))
        .hasMessageEndingWith("; check the name of the image and its tag");
  }

  @Test
  void listsTagsAndDeletesAtTheRegistryItself() throws IOException {
    SeededImages.image(1).storeIn(source, "app", "1", "2");
    CopyEnd end = end(source.authority() + "/app:1", insecure());

    try (ImageSource image = end.location().openSource(end.context())) {
      assertThat(image.as(TagListing.class).orElseThrow().tags()).containsExactly("1", "2");
    }
    try (ImageDestination image = end.location().openDestination(end.context())) {
      image.as(Deletion.class).orElseThrow().delete();
    }

    assertThat(source.tags("app")).isEmpty();
  }
}
