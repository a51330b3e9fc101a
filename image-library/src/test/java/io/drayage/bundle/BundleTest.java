package io.drayage.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Digest;
import io.drayage.image.Platform;
import io.drayage.image.Reference;
import io.drayage.sync.ImageOutcome;
import io.drayage.sync.SyncDestination;
import io.drayage.sync.SyncResult;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.Packing;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SeededLayer;
import io.drayage.testing.SignedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BundleTest {
  private static final Platform AMD64 = Platform.of("linux", "amd64");
  private static final long ANY = Long.MAX_VALUE;

  @TempDir Path folder;
  private BundleWorld world;
  private Path archive;

  @BeforeEach
  void start() {
    world = new BundleWorld(folder);
    archive = folder.resolve("images.tar");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private static ImageFixture image(long seed, long... layers) {
    return SeededImages.image(
        seed,
        ImageFormat.OCI,
        AMD64,
        LongStream.of(layers)
            .mapToObj(layer -> SeededLayer.of(layer, 60_000, Packing.STORED_GZIP))
            .toList());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void flipByte(Path file, long position) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var one = ByteBuffer.allocate(1);
      channel.read(one, position);
      one.flip();
      one.put(0, (byte) (one.get(0) ^ 1));
      channel.write(one, position);
    }
  }

  private static Throwable failure(SyncResult result) {
    return result.images().stream()
        .filter(ImageOutcome.Failed.class::isInstance)
        .map(image -> ((ImageOutcome.Failed) image).cause())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void bringsImagesToAnEmptyRegistryWithTheirDigests() throws Exception {
    ImageFixture multi = SeededImages.multiArch(7, AMD64, Platform.of("linux", "arm64"));
    ImageFixture docker = SeededImages.image(8, ImageFormat.DOCKER);
    Reference first = world.store(multi, "library/one", "1");
    Reference second = world.store(docker, "team/two", "2.0");
    BundleResult made = world.create(archive, ANY, first, second);

    SyncResult result = world.apply(archive);

    assertThat(made.parts()).containsExactly(archive);
    assertThat(files()).containsExactly("images.tar");
    assertThat(result.succeeded()).isTrue();
    assertThat(world.there.manifest("library/one", "1")).contains(multi.manifest());
    assertThat(world.there.manifest("team/two", "2.0")).contains(docker.manifest());
    assertThat(world.there.blobs("library/one")).isEqualTo(multi.blobs().keySet());
  }

  @Test
  void carriesSignaturesAttestationsAndSboms() throws Exception {
    SignedImage signed = SignedImage.of(SeededImages.image(1), 1);
    signed.storeIn(world.here, "app", "1");
    Reference name = Reference.parse(world.here.authority() + "/app:1");
    world.create(archive, ANY, name);
    assertThat(BundleVerification.of(List.of(archive)).verify(1).isComplete()).isTrue();

    assertThat(world.apply(archive).succeeded()).isTrue();

    assertThat(world.there.manifest("app", "1")).contains(signed.image().manifest());
    assertThat(world.there.manifest("app", signed.cosignTag()))
        .contains(signed.cosignSignature().manifest());
    for (ImageFixture referrer : signed.referrers()) {
      assertThat(world.there.manifest("app", referrer.digest().toString()))
          .contains(referrer.manifest());
    }
  }

  @Test
  void aLaterBundleBringsASignatureOfAnImageThatIsThere() throws Exception {
    SignedImage signed = SignedImage.of(SeededImages.image(1), 1);
    Reference name = world.store(signed.image(), "app", "1");
    world.create(archive, ANY, name);
    world.apply(archive);
    world.nextRun();
    signed.storeIn(world.here, "app", "1");
    Path later = folder.resolve("later.tar");

    world.create(later, ANY, List.of(HeldByImages.ofBundle(archive)), name);
    SyncResult result = world.apply(later);

    assertThat(result.totals().unchanged()).isEqualTo(1);
    assertThat(world.there.manifest("app", signed.cosignTag()))
        .contains(signed.cosignSignature().manifest());
  }

  @Test
  void takesASharedBlobOnce() throws Exception {
    Reference one = world.store(image(1, 10, 11), "a", "1");
    Reference two = world.store(image(2, 10, 12), "b", "1");
    world.here.log().clear();

    BundleResult made = world.create(archive, ANY, one, two);

    Digest shared = SeededLayer.of(10, 60_000, Packing.STORED_GZIP).blob().digest();
    assertThat(world.here.log().count("GET", "/blobs/" + shared)).isEqualTo(1);
    assertThat(made.contents().sizes()).hasSize(7);
    assertThat(Files.size(archive)).isLessThan(210_000);
  }

  @Test
  void makesTheSameBytesOfTheSameImagesInAnyOrder() throws Exception {
    Reference one = world.store(image(1, 10, 11), "a", "1");
    Reference two = world.store(image(2, 10, 12), "b", "1");
    Path other = folder.resolve("other.tar");

    world.create(archive, ANY, one, two);
    world.create(other, ANY, two, one, two);

    assertThat(other).hasSameBinaryContentAs(archive);
  }

  @Test
  void splitsABlobThatIsLargerThanAPart() throws Exception {
    ImageFixture image = image(1, 10, 11);
    Reference name = world.store(image, "app", "1");

    BundleResult made = world.create(archive, 60_000, name);

    assertThat(made.parts()).hasSize(3);
    for (Path part : made.parts()) {
      assertThat(Files.size(part)).isLessThanOrEqualTo(60_000);
    }
    assertThat(files())
        .containsExactly(
            "images.part-1-of-3.tar", "images.part-2-of-3.tar", "images.part-3-of-3.tar");
    assertThat(BundleVerification.of(List.of(made.parts().get(1))).verify(2).isComplete()).isTrue();
    assertThat(world.apply(made.parts().get(2)).succeeded()).isTrue();
    assertThat(world.there.manifest("app", "1")).contains(image.manifest());
    assertThat(world.there.blobs("app")).isEqualTo(image.blobs().keySet());
  }

  @Test
  void makesPartsOfEverySizeThatIsPossible() throws Exception {
    Reference name = world.store(image(1, 10, 11), "app", "1");
    for (long size = 20_000; size < 21_100; size += 101) {
      BundleResult made = world.create(archive, size, name);

      assertThat(BundleVerification.of(made.parts()).verify(2).isComplete()).isTrue();
      for (Path part : made.parts()) {
        assertThat(Files.size(part)).isLessThanOrEqualTo(size);
        Files.delete(part);
      }
    }
  }

  @Test
  void refusesPartsThatCannotHoldTheListOfContents() {
    Reference name = world.store(image(1, 10, 11), "app", "1");

    assertThatThrownBy(() -> world.create(archive, 2_000, name))
        .hasMessageContaining("a part of 2000 bytes is too small");
  }

  @Test
  void leavesOutWhatAnEarlierBundleHas() throws Exception {
    ImageFixture old = image(1, 10, 11);
    ImageFixture newer = image(2, 10, 12);
    BundleResult base = world.create(archive, ANY, world.store(old, "app", "1"));
    Path difference = folder.resolve("difference.tar");

    BundleResult made =
        world.create(
            difference,
            ANY,
            List.of(HeldByImages.ofBundle(archive)),
            world.store(newer, "app", "2"),
            world.store(newer, "elsewhere", "2"));

    Digest shared = SeededLayer.of(10, 60_000, Packing.STORED_GZIP).blob().digest();
    assertThat(made.contents().presumed()).extracting(PresumedBlob::digest).containsExactly(shared);
    assertThat(made.contents().buildsOn()).containsExactly(base.bundle());
    assertThat(Files.size(difference)).isBetween(60_000L, 75_000L);
    assertThat(world.apply(archive).succeeded()).isTrue();
    assertThat(world.apply(difference).succeeded()).isTrue();
    assertThat(world.there.manifest("app", "2")).contains(newer.manifest());
    // The repository that the base never wrote to takes the blob from the one that it did.
    assertThat(world.there.manifest("elsewhere", "2")).contains(newer.manifest());
    assertThat(world.there.log().count("POST", "/elsewhere/blobs/uploads")).isPositive();
  }

  @Test
  void leavesOutWhatARegistryHasThatCanBeReached() throws Exception {
    ImageFixture newer = image(2, 10, 12);
    Reference name = world.store(newer, "app", "2");
    image(1, 10, 11).storeIn(world.there, "app", "1");

    BundleResult made = world.create(archive, ANY, List.of(world.heldThere()), name);

    Digest shared = SeededLayer.of(10, 60_000, Packing.STORED_GZIP).blob().digest();
    assertThat(made.contents().presumed()).extracting(PresumedBlob::digest).containsExactly(shared);
    assertThat(world.there.log().count("HEAD", "/v2/app/blobs/")).isEqualTo(3);
    assertThat(world.there.log().count()).isEqualTo(3);
    assertThat(world.apply(archive).succeeded()).isTrue();
    assertThat(world.there.manifest("app", "2")).contains(newer.manifest());
  }

  @Test
  void leavesOutListedBlobsAndAllThatAListedManifestNames() throws Exception {
    ImageFixture one = image(1, 10, 11);
    ImageFixture two = image(2, 12, 13);
    Digest blob = SeededLayer.of(12, 60_000, Packing.STORED_GZIP).blob().digest();
    HeldContent held = new HeldByDigest(List.of(one.digest(), blob));

    BundleResult made =
        world.create(
            archive,
            ANY,
            List.of(held),
            world.store(one, "one", "1"),
            world.store(two, "two", "1"));

    assertThat(made.contents().presumed())
        .extracting(PresumedBlob::digest)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(one.blobs().keySet().stream(), Stream.of(blob)).toList());
    assertThat(BundleVerification.of(List.of(archive)).verify(1).isComplete()).isTrue();
  }

  @Test
  void theListOfContentsAloneTellsWhatABundleHas() throws Exception {
    world.create(archive, ANY, world.store(image(1, 10, 11), "app", "1"));
    Path list = Files.write(folder.resolve("base.json"), BundleListing.document(archive));

    BundleResult made =
        world.create(
            folder.resolve("next.tar"),
            ANY,
            List.of(HeldByImages.ofBundle(list)),
            world.store(image(2, 10, 12), "app", "2"));

    assertThat(made.contents().presumed()).hasSize(1);
    assertThat(made.contents().buildsOn()).containsExactly(BundleListing.read(archive).bundle());
  }

  @Test
  void namesTheBaseThatIsMissingAtTheDestination() throws Exception {
    BundleResult base = world.create(archive, ANY, world.store(image(1, 10, 11), "app", "1"));
    Path difference = folder.resolve("difference.tar");
    world.create(
        difference,
        ANY,
        List.of(HeldByImages.ofBundle(archive)),
        world.store(image(2, 10, 12), "app", "2"));

    SyncResult result = world.apply(difference);

    assertThat(failure(result))
        .hasMessageContaining("app:2")
        .hasMessageContaining("it builds on the bundle " + base.bundle())
        .hasMessageContaining("apply that one first");
    assertThat(world.there.tags("app")).isEmpty();
  }

  @Test
  void aSignatureIsRequiredByTheKeyThatMadeIt() throws Exception {
    KeyPair pair = keys();
    Reference name = world.store(image(1, 10, 11), "app", "1");
    BundleResult unsigned = world.create(archive, ANY, name);
    Path signed = folder.resolve("signed.tar");
    world.signer = Optional.of(contents -> signature(pair, contents));
    BundleResult made = world.create(signed, 60_000, name);
    Optional<BundleKey> key = Optional.of(key(pair));

    assertThat(Bundle.open(made.parts(), key).contents().images()).hasSize(1);
    assertThat(BundleVerification.of(made.parts(), key).verify(2).isComplete()).isTrue();
    assertThatThrownBy(() -> Bundle.open(unsigned.parts(), key))
        .hasMessageContaining("is not signed, and a signature by cosign.pub is required");
    assertThatThrownBy(() -> Bundle.open(made.parts(), Optional.of(key(keys()))))
        .hasMessageContaining("is not signed by cosign.pub");
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static byte[] signature(KeyPair pair, byte[] contents) throws IOException {
    try {
      Signature signing = Signature.getInstance("SHA256withECDSA");
      signing.initSign(pair.getPrivate());
      signing.update(contents);
      return signing.sign();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static BundleKey key(KeyPair pair) {
    return new BundleKey(
        "cosign.pub",
        (contents, signature) -> {
          try {
            Signature verification = Signature.getInstance("SHA256withECDSA");
            verification.initVerify(pair.getPublic());
            verification.update(contents);
            return verification.verify(signature);
          } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void namesTheMissingPart() throws Exception {
    BundleResult made = world.create(archive, 60_000, world.store(image(1, 10, 11), "app", "1"));
    Files.delete(made.parts().get(1));

    assertThatThrownBy(() -> world.apply(made.parts().get(0)))
        .hasMessageContaining("part 2 of 3 of the bundle " + made.bundle() + " is missing")
        .hasMessageContaining("images.part-2-of-3.tar");
    assertThat(world.there.log().count()).isZero();
  }

  @Test
  void namesThePartOfAnotherBundle() throws Exception {
    BundleResult made = world.create(archive, 60_000, world.store(image(1, 10, 11), "app", "1"));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere")).resolve("images.tar");
    BundleResult other = world.create(elsewhere, 60_000, world.store(image(3, 13, 14), "app", "3"));
    Files.copy(other.parts().get(1), made.parts().get(1), StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> world.apply(made.parts().get(0)))
        .hasMessageContaining(made.parts().get(1) + ") is of the bundle " + other.bundle())
        .hasMessageContaining(made.bundle().toString());
    assertThat(world.there.log().count()).isZero();
  }

  @Test
  void takesPartsThatWereSwappedOrRenamed() throws Exception {
    ImageFixture image = image(1, 10, 11);
    BundleResult made = world.create(archive, 60_000, world.store(image, "app", "1"));
    Path a = Files.move(made.parts().get(0), folder.resolve("a"));
    Path b = Files.move(made.parts().get(1), made.parts().get(0));
    Path c = Files.move(made.parts().get(2), folder.resolve("c"));

    assertThat(world.apply(c, a, b).succeeded()).isTrue();
    assertThat(world.there.manifest("app", "1")).contains(image.manifest());
  }

  @Test
  void namesThePartThatIsTruncated() throws Exception {
    BundleResult made = world.create(archive, 60_000, world.store(image(1, 10, 11), "app", "1"));
    try (FileChannel channel = FileChannel.open(made.parts().get(1), StandardOpenOption.WRITE)) {
      channel.truncate(20_000);
    }

    assertThatThrownBy(() -> world.apply(archive.resolveSibling("images.part-1-of-3.tar")))
        .hasMessageContaining("part 2 of 3")
        .hasMessageContaining("has 20000 bytes");
    assertThat(world.there.log().count()).isZero();
  }

  @Test
  void aDamagedPartIsNamedAndNothingBecomesVisible() throws Exception {
    BundleResult made = world.create(archive, 60_000, world.store(image(1, 10, 11), "app", "1"));
    flipByte(made.parts().get(1), 30_000);

    SyncResult result = world.apply(made.parts().get(0));

    assertThat(failure(result)).hasMessageContaining("part 2 of 3");
    assertThat(world.there.tags("app")).isEmpty();
    assertThatThrownBy(() -> BundleVerification.of(made.parts()).verify(2))
        .hasMessageContaining("part 2 of 3")
        .hasMessageContaining("is damaged");
  }

  @Test
  void everyFlippedByteIsFound() throws Exception {
    world.create(archive, ANY, world.store(image(1, 10), "app", "1"));
    byte[] intact = Files.readAllBytes(archive);
    for (int position = 0; position < intact.length; position += 487) {
      flipByte(archive, position);
      int at = position;
      assertThatThrownBy(() -> BundleVerification.of(List.of(archive)).verify(1))
          .as("byte %d", at)
          .isInstanceOf(BundleException.class);
      flipByte(archive, position);
    }
    assertThat(archive).hasBinaryContent(intact);
  }

  @Test
  void goesOnWhereAnApplicationEnded() throws Exception {
    ImageFixture one = image(1, 10, 11);
    ImageFixture two = image(2, 12, 13);
    world.create(archive, ANY, world.store(one, "a", "1"), world.store(two, "b", "1"));
    one.storeIn(world.there, "a", "1");
    Digest arrived = SeededLayer.of(12, 60_000, Packing.STORED_GZIP).blob().digest();
    world.there.putBlob("b", two.blob(arrived));
    world.there.log().clear();

    SyncResult result = world.apply(archive);

    assertThat(result.totals().unchanged()).isEqualTo(1);
    assertThat(result.totals().counts().blobsSkipped()).isEqualTo(1);
    assertThat(result.totals().counts().blobsTransferred()).isEqualTo(2);
    assertThat(world.there.manifest("b", "1")).contains(two.manifest());
  }

  @Test
  void writesFoldersAndLayouts() throws Exception {
    ImageFixture image = image(1, 10);
    world.create(archive, ANY, world.store(image, "team/app", "1"));
    Path layout = folder.resolve("layout");
    Path images = folder.resolve("folders");

    assertThat(
            world
                .apply(new SyncDestination(SyncDestination.Kind.OCI, layout.toString()), archive)
                .succeeded())
        .isTrue();
    assertThat(
            world
                .apply(new SyncDestination(SyncDestination.Kind.DIR, images.toString()), archive)
                .succeeded())
        .isTrue();

    assertThat(Files.readString(layout.resolve("index.json"))).contains("\"team/app:1\"");
    assertThat(images.resolve("team/app:1/manifest.json"))
        .hasBinaryContent(image.manifest().bytes());
  }

  @Test
  void leavesNothingBehindWhenASourceFails() throws Exception {
    ImageFixture image = image(1, 10, 11);
    Reference name = world.store(image, "app", "1");
    Digest layer = SeededLayer.of(11, 60_000, Packing.STORED_GZIP).blob().digest();
    world.here.putWrongBlob("app", layer, image.blob(layer).corrupted());

    assertThatThrownBy(() -> world.create(archive, 60_000, name))
        .hasMessageContaining(layer.toString())
        .hasMessageContaining("app:1");
    assertThat(files()).isEmpty();
  }

  @Test
  void refusesAnotherSchemaVersionAndContentThatIsInNoPart() throws Exception {
    String text =
        new String(
            BundleContentsText.of(
                BundleListing.read(
                        world
                            .create(archive, ANY, world.store(image(1, 10), "app", "1"))
                            .parts()
                            .getFirst())
                    .contents()),
            StandardCharsets.UTF_8);

    assertThat(BundleContentsText.of(BundleContentsJson.read(bytes(text)))).isEqualTo(bytes(text));
    assertThatThrownBy(
            () ->
                BundleContentsJson.read(
                    bytes(text.replace("\"schemaVersion\":1", "\"schemaVersion\":2"))))
        .hasMessageContaining("schema version 2");
    assertThatThrownBy(
            () ->
                BundleContentsJson.read(
                    bytes(text.replaceFirst("\"pieces\":\\[\\{[^}]*},", "\"pieces\":["))))
        .hasMessageContaining("is in no part");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
