package io.drayage.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.copy.ReferrerOutcome.Inquiry;
import io.drayage.copy.ReferrerRule.Demand;
import io.drayage.copy.ReferrerRule.Timing;
import io.drayage.image.Digest;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.RegistrySwitch;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SignedImage;
import io.drayage.transport.DockerTransport;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.local.OciArchiveTransport;
import io.drayage.transport.local.OciTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class LayoutReferrersTest {
  private static final ReferrerOutcome FOUR_COPIED =
      new ReferrerOutcome(Inquiry.MADE, 4, 4, 0, List.of());

  @TempDir private Path folder;

  private final MemoryRegistry source = MemoryRegistry.start();
  private final MemoryRegistry destination = MemoryRegistry.start();
  private final SignedImage signed =
      SignedImage.of(SeededImages.image(1), 1).storeIn(source, "app", "1");
  private RegistryPairWorld world;

  @BeforeEach
  void open() {
    world = new RegistryPairWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
    source.close();
    destination.close();
  }

  private static ImageLocation at(MemoryRegistry registry, String name) {
    return DockerTransport.INSTANCE.parse("//" + registry.authority() + "/" + name);
  }

  private ImageLocation place(String transport, String rest) {
    String text = folder.resolve("place") + rest;
    return transport.equals("oci")
        ? OciTransport.INSTANCE.parse(text)
        : OciArchiveTransport.INSTANCE.parse(text);
  }

  private void assertArrived() {
    for (ImageFixture referrer : signed.referrers()) {
      assertThat(destination.manifest("mirror/app", referrer.digest().toString()))
          .contains(referrer.manifest());
      referrer
          .blobs()
          .forEach(
              (digest, content) ->
                  assertThat(destination.blob("mirror/app", digest).orElseThrow().bytes())
                      .isEqualTo(content.bytes()));
    }
    assertThat(destination.manifest("mirror/app", "1")).contains(signed.image().manifest());
    assertThat(destination.manifest("mirror/app", signed.cosignTag()))
        .contains(signed.cosignSignature().manifest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"oci", "oci-archive"})
  void comeAlongIntoALayoutAndOutOfIt(String transport) throws IOException {
    destination.switchOn(RegistrySwitch.NO_REFERRERS);
    ImageLocation place = place(transport, ":app");

    CopyResult into = world.copy(at(source, "app:1"), place, RegistryPairWorld.options());
    CopyResult outOf =
        world.copy(place, at(destination, "mirror/app:1"), RegistryPairWorld.options());

    assertThat(into.referrers()).isEqualTo(FOUR_COPIED);
    assertThat(outOf.referrers()).isEqualTo(FOUR_COPIED);
    assertArrived();
    assertThat(destination.tags("mirror/app"))
        .containsExactlyInAnyOrder(
            "1",
            signed.cosignTag(),
            "sha256-" + signed.image().digest().hex(),
            "sha256-" + signed.sbom().digest().hex());
  }

  @ParameterizedTest
  @ValueSource(strings = {"oci", "oci-archive"})
  void anImageWithoutANameStaysTheOnlyEntry(String transport) throws IOException {
    ImageLocation place = place(transport, "");

    CopyResult into = world.copy(at(source, "app:1"), place, RegistryPairWorld.options());
    CopyResult outOf =
        world.copy(place, at(destination, "mirror/app:1"), RegistryPairWorld.options());

    assertThat(into.referrers()).isEqualTo(ReferrerOutcome.notAsked(Inquiry.NO_PLACE));
    assertThat(outOf.digest()).isEqualTo(signed.image().digest());
  }

  @Test
  void areThereTheSecondTime() throws IOException {
    ImageLocation place = place("oci", ":app");
    world.copy(at(source, "app:1"), place, RegistryPairWorld.options());
    byte[] index = Files.readAllBytes(folder.resolve("place/index.json"));

    CopyResult again =
        world.copy(
            at(source, "app:1"),
            place,
            RegistryPairWorld.options()
                .with(new ReferrerRule(new ReferrerFilter.All(), Timing.ALWAYS, Demand.REQUIRED)));

    assertThat(again.referrers()).isEqualTo(new ReferrerOutcome(Inquiry.MADE, 4, 0, 4, List.of()));
    assertThat(folder.resolve("place/index.json")).hasBinaryContent(index);
  }

  @Test
  void entriesSayTheirArtifactTypeAndCosignsTagIsAName() throws IOException {
    world.copy(at(source, "app:1"), place("oci", ":app"), RegistryPairWorld.options());

    assertThat(folder.resolve("place/index.json"))
        .content()
        .contains("\"artifactType\":\"" + SignedImage.SBOM + "\"")
        .contains("\"org.opencontainers.image.ref.name\":\"" + signed.cosignTag() + "\"");
  }

  @Test
  void areFoundInALayoutThatKeepsTheTagSchema() throws IOException {
    world.copy(at(source, "app:1"), place("oci", ":app"), RegistryPairWorld.options());
    byte[] list = SignedImage.list(List.of(signed.sbom(), signed.attestation())).bytes();
    Path layout = folder.resolve("place");
    Digest digest = Digest.of(list);
    Files.write(layout.resolve("blobs/sha256").resolve(digest.hex()), list);
    String entry = "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}";
    Files.writeString(
        layout.resolve("index.json"),
        "{\"schemaVersion\":2,\"manifests\":[%s,%s]}"
            .formatted(
                entry.formatted(
                    signed.image().manifest().mediaType(),
                    signed.image().digest(),
                    signed.image().manifest().size(),
                    named("app")),
                entry.formatted(
                    "application/vnd.oci.image.index.v1+json",
                    digest,
                    list.length,
                    named("sha256-" + signed.image().digest().hex()))));

    CopyResult outOf =
        world.copy(
            place("oci", ":app"), at(destination, "mirror/app:1"), RegistryPairWorld.options());

    assertThat(outOf.referrers()).isEqualTo(new ReferrerOutcome(Inquiry.MADE, 2, 2, 0, List.of()));
    assertThat(destination.manifests("mirror/app"))
        .contains(signed.sbom().digest(), signed.attestation().digest());
  }

  private static String named(String name) {
    return ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"%s\"}".formatted(name);
  }
}
