package io.drayage.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.MediaType;
import io.drayage.image.Platform;
import io.drayage.image.RawManifest;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.RegistrySwitch;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SignedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SyncReferrersTest {
  private final MemoryRegistry source = MemoryRegistry.start();
  private final MemoryRegistry destination = MemoryRegistry.start();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    source.close();
    destination.close();
  }

  private SyncRequest everything() throws IOException {
    return request(SyncSource.parse("docker", source.authority() + "/lib/app"));
  }

  private SyncRequest rules(String yaml) throws IOException {
    Path file = folder.resolve("images.yaml");
    Files.writeString(file, yaml);
    return request(SyncSource.parse("yaml", file.toString()));
  }

  private SyncRequest request(SyncSource from) {
    return new SyncRequest(
        from,
        SyncDestination.parse("docker", destination.authority() + "/mirror"),
        SyncNaming.BASE_NAMES,
        SyncWorld.ONE_PLATFORM);
  }

  private SyncResult sync(SyncRequest request) throws Exception {
    source.log().clear();
    destination.log().clear();
    return SyncWorld.run(folder, request);
  }

  private void assertArrived(SignedImage signed) {
    for (ImageFixture referrer : signed.referrers()) {
      assertThat(destination.manifest("mirror/app", referrer.digest().toString()))
          .contains(referrer.manifest());
    }
    assertThat(destination.manifest("mirror/app", signed.cosignTag()))
        .contains(signed.cosignSignature().manifest());
  }

  @Test
  void aSecondRunAsksForEachTagOnceOnEachSide() throws Exception {
    SignedImage one = SignedImage.of(SeededImages.image(1), 1).storeIn(source, "lib/app", "1");
    SignedImage two = SignedImage.of(SeededImages.image(2), 2).storeIn(source, "lib/app", "2");

    SyncResult first = sync(everything());
    assertArrived(one);
    assertArrived(two);
    assertThat(first.succeeded()).isTrue();
    assertThat(first.totals().referrers().found()).isEqualTo(8);
    assertThat(source.log().count("GET", "/tags/list")).isEqualTo(1);

    SyncResult second = sync(everything());

    assertThat(second.totals().unchanged()).isEqualTo(4);
    assertThat(source.log().count("GET", "/tags/list")).isEqualTo(1);
    assertThat(source.log().count("HEAD", "/manifests/")).isEqualTo(4);
    assertThat(source.log().count()).isEqualTo(1 + 4);
    assertThat(destination.log().count("HEAD", "/manifests/")).isEqualTo(4);
    assertThat(destination.log().count()).isEqualTo(4);
  }

  @Test
  void aSourceWithoutTheEndpointCostsOneRequestMoreForAllImages() throws Exception {
    source.switchOn(RegistrySwitch.NO_REFERRERS);
    for (int i = 0; i < 20; i++) {
      SeededImages.image(i).storeIn(source, "lib/app", "1." + i);
    }

    SyncResult result = sync(everything());

    assertThat(result.totals().copied()).isEqualTo(20);
    assertThat(source.log().count("GET", "/referrers/")).isEqualTo(1);
    assertThat(source.log().count("GET", "/tags/list")).isEqualTo(1);
    assertThat(source.log().count("GET", "/manifests/")).isEqualTo(20);
    assertThat(source.log().count("HEAD", "/manifests/")).isZero();
  }

  @Test
  void anIndexOfTheTagSchemaIsNoImageAndIsNotCopiedAsItIs() throws Exception {
    source.switchOn(RegistrySwitch.NO_REFERRERS);
    SignedImage signed =
        SignedImage.of(SeededImages.image(1), 1).storeWithTagsIn(source, "lib/app", "1");

    SyncResult result = sync(everything());

    assertThat(result.succeeded()).isTrue();
    assertArrived(signed);
    assertThat(destination.tags("mirror/app")).containsExactly("1", signed.cosignTag());
  }

  @Test
  void aNewSignatureOfAnImageThatIsThereArrives() throws Exception {
    SignedImage signed = SignedImage.of(SeededImages.image(1), 1).storeIn(source, "lib/app", "1");
    sync(everything());
    ImageFixture grown =
        SeededImages.cosignSignature(1, 2).storeIn(source, "lib/app", signed.cosignTag());

    SyncResult result = sync(everything());

    assertThat(result.totals().copied()).isEqualTo(1);
    assertThat(destination.manifest("mirror/app", signed.cosignTag())).contains(grown.manifest());
  }

  @Test
  void aSignatureThatWasAddedAtTheDestinationStays() throws Exception {
    SignedImage signed = SignedImage.of(SeededImages.image(1), 1).storeIn(source, "lib/app", "1");
    ImageFixture more =
        SeededImages.cosignSignature(1, 7).storeIn(destination, "mirror/app", signed.cosignTag());

    SyncResult result = sync(everything());

    assertThat(result.succeeded()).isTrue();
    assertThat(destination.manifest("mirror/app", signed.cosignTag())).contains(more.manifest());
  }

  @Test
  void aFilterSeesImagesOnlyAndTheirSignaturesComeAlong() throws Exception {
    SignedImage one = SignedImage.of(SeededImages.image(1), 1).storeIn(source, "lib/app", "1.0");
    SignedImage two = SignedImage.of(SeededImages.image(2), 2).storeIn(source, "lib/app", "2.0");

    SyncResult result =
        sync(
            rules(
                """
                %s:
                  images:
                    lib/app: {latest: {count: 1, by: list}}
                """
                    .formatted(source.authority())));

    assertThat(result.totals().copied()).isEqualTo(1);
    assertThat(destination.tags("mirror/app")).containsExactlyInAnyOrder("2.0", two.cosignTag());
    assertThat(destination.tags("mirror/app")).doesNotContain(one.cosignTag());
    assertThat(source.log().count("GET", "/tags/list")).isEqualTo(1);
  }

  @Test
  void artifactsAreCopiedLikeImages() throws Exception {
    ImageFixture chart =
        SeededImages.artifact(
            SeededImages.image(5).manifest().descriptor(),
            "application/vnd.cncf.helm.config.v1+json",
            Content.of("chart"));
    chart.storeIn(source, "lib/app", "chart");
    ImageFixture image = SeededImages.image(1).storeIn(source, "lib/app", "1");
    ImageFixture sboms = SeededImages.index(ImageFormat.OCI, List.of(chart, image));
    String json =
        new String(sboms.manifest().bytes(), StandardCharsets.UTF_8)
            .replaceFirst("\\{", "{\"artifactType\":\"application/x-set\",");
    RawManifest set = RawManifest.of(json.getBytes(StandardCharsets.UTF_8), MediaType.OCI_INDEX);
    source.putManifest("lib/app", set, "set");

    SyncResult result = sync(everything());

    assertThat(result.succeeded()).isTrue();
    assertThat(destination.tags("mirror/app")).containsExactly("1", "chart", "set");
    assertThat(destination.manifest("mirror/app", "set")).contains(set);
  }

  @Test
  void intoALayoutAndBack() throws Exception {
    SignedImage signed =
        SignedImage.of(
                SeededImages.multiArch(
                    1, Platform.of("linux", "amd64"), Platform.of("linux", "arm64")),
                1)
            .storeIn(source, "lib/app", "1");
    Path layout = folder.resolve("layout");
    var all = SyncWorld.ALL;

    SyncResult into =
        sync(
            new SyncRequest(
                SyncSource.parse("docker", source.authority() + "/lib/app"),
                SyncDestination.parse("oci", layout.toString()),
                SyncNaming.BASE_NAMES,
                all));
    SyncResult outOf =
        sync(
            new SyncRequest(
                SyncSource.parse("oci", layout.toString()),
                SyncDestination.parse("docker", destination.authority() + "/mirror"),
                SyncNaming.BASE_NAMES,
                all));

    assertThat(into.totals().copied()).isEqualTo(1);
    assertThat(outOf.totals().copied()).isEqualTo(1);
    assertArrived(signed);
  }
}
