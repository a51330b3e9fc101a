package io.drayage.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.copy.ReferrerOutcome.Inquiry;
import io.drayage.copy.ReferrerRule.Demand;
import io.drayage.copy.ReferrerRule.Timing;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.Platform;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.RegistrySwitch;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SignedImage;
import io.drayage.transport.DockerTransport;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.local.DirTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ReferrerCopyTest {
  private static final ReferrerRule REQUIRED =
      new ReferrerRule(new ReferrerFilter.All(), Timing.WITH_THE_IMAGE, Demand.REQUIRED);
  private static final ReferrerRule UPDATED =
      new ReferrerRule(new ReferrerFilter.All(), Timing.ALWAYS, Demand.OPTIONAL);
  private static final String LIST = "/referrers/";

  @TempDir private Path folder;

  private final MemoryRegistry source = MemoryRegistry.start();
  private final MemoryRegistry destination = MemoryRegistry.start();
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

  private void nextRun() {
    world.close();
    open();
    source.log().clear();
    destination.log().clear();
  }

  private static ImageLocation at(MemoryRegistry registry, String name) {
    return DockerTransport.INSTANCE.parse("//" + registry.authority() + "/" + name);
  }

  private CopyResult copy(CopyOptions options) throws IOException {
    return world.copy(at(source, "app:1"), at(destination, "mirror/app:1"), options);
  }

  private CopyResult copy(ReferrerRule rule) throws IOException {
    return copy(RegistryPairWorld.options().with(rule));
  }

  private void assertArrived(ImageFixture fixture) {
    assertThat(destination.manifest("mirror/app", fixture.digest().toString()))
        .contains(fixture.manifest());
    fixture
        .blobs()
        .forEach(
            (digest, content) ->
                assertThat(destination.blob("mirror/app", digest).orElseThrow().bytes())
                    .isEqualTo(content.bytes()));
  }

  private List<Digest> listedAtDestination(Digest subject) {
    return ((ImageIndex)
            destination.manifest("mirror/app", "sha256-" + subject.hex()).orElseThrow().parse())
        .manifests().stream().map(Descriptor::digest).toList();
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void signaturesAttestationsAndSbomsComeAlong(boolean sourceLists, boolean destinationLists)
      throws IOException {
    SignedImage signed = SignedImage.of(SeededImages.image(1), 1);
    if (sourceLists) {
      signed.storeIn(source, "app", "1");
    } else {
      source.switchOn(RegistrySwitch.NO_REFERRERS);
      signed.storeWithTagsIn(source, "app", "1");
    }
    if (!destinationLists) {
      destination.switchOn(RegistrySwitch.NO_REFERRERS);
    }

    CopyResult result = copy(RegistryPairWorld.options());

    assertThat(result.referrers()).isEqualTo(new ReferrerOutcome(Inquiry.MADE, 4, 4, 0, List.of()));
    assertThat(result.referrers().isComplete()).isTrue();
    assertArrived(signed.image());
    signed.referrers().forEach(this::assertArrived);
    assertThat(destination.manifest("mirror/app", signed.cosignTag()))
        .contains(signed.cosignSignature().manifest());
    if (destinationLists) {
      assertThat(destination.tags("mirror/app")).containsExactly("1", signed.cosignTag());
    } else {
      assertThat(listedAtDestination(signed.image().digest()))
          .containsExactlyInAnyOrder(signed.attestation().digest(), signed.sbom().digest());
      assertThat(listedAtDestination(signed.sbom().digest()))
          .containsExactly(signed.sbomSignature().digest());
    }
  }

  @Test
  void asksTheSourceOnceForTheTagsAndOnceForEachManifest() throws IOException {
    SignedImage signed = SignedImage.of(SeededImages.image(1), 1).storeIn(source, "app", "1");

    copy(RegistryPairWorld.options());

    assertThat(source.log().count("GET", "/tags/list")).isEqualTo(1);
    assertThat(source.log().count("GET", LIST)).isEqualTo(1 + signed.referrers().size());
    assertThat(source.log().count("HEAD", "/manifests/")).isEqualTo(1);
    assertThat(source.log().count("GET", "/manifests/")).isEqualTo(1 + signed.referrers().size());
  }

  @Test
  void aSourceWithoutTheEndpointIsAskedForItOnceAndForTagsOnceForEachRepository()
      throws IOException {
    source.switchOn(RegistrySwitch.NO_REFERRERS);
    for (int i = 0; i < 10; i++) {
      SeededImages.image(i).storeIn(source, "app" + i % 2, "1." + i);
    }

    for (int i = 0; i < 10; i++) {
      CopyResult result =
          world.copy(
              at(source, "app%d:1.%d".formatted(i % 2, i)),
              at(destination, "mirror:1." + i),
              RegistryPairWorld.options());
      assertThat(result.referrers())
          .isEqualTo(new ReferrerOutcome(Inquiry.MADE, 0, 0, 0, List.of()));
    }

    assertThat(source.log().count("GET", LIST)).isEqualTo(1);
    assertThat(source.log().count("GET", "/tags/list")).isEqualTo(2);
    assertThat(source.log().count("GET", "/manifests/")).isEqualTo(10);
    assertThat(source.log().count("HEAD", "/manifests/")).isZero();
    assertThat(destination.log().count("GET", "/manifests/")).isZero();
  }

  @Test
  void anUnchangedImageCostsNothingMoreUnlessItsReferrersAreAskedFor() throws IOException {
    SignedImage signed = SignedImage.of(SeededImages.image(1), 1).storeIn(source, "app", "1");
    copy(RegistryPairWorld.options());
    ImageFixture late =
        SeededImages.artifact(
                signed.image().manifest().descriptor(), SignedImage.SBOM, Content.of("late"))
            .storeIn(source, "app");
    nextRun();

    CopyResult plain = copy(RegistryPairWorld.options());

    assertThat(plain.outcome()).isEqualTo(CopyResult.Outcome.UNCHANGED);
    assertThat(plain.referrers()).isEqualTo(ReferrerOutcome.notAsked(Inquiry.IMAGE_UNCHANGED));
    assertThat(source.log().count() + destination.log().count()).isEqualTo(2);

    CopyResult updated = copy(UPDATED);

    assertThat(updated.outcome()).isEqualTo(CopyResult.Outcome.UNCHANGED);
    assertThat(updated.referrers())
        .isEqualTo(new ReferrerOutcome(Inquiry.MADE, 5, 1, 4, List.of()));
    assertArrived(late);
  }

  @Test
  void instancesOfAnIndexBringTheirs() throws IOException {
    ImageFixture index =
        SeededImages.multiArch(1, Platform.parse("linux/amd64"), Platform.parse("linux/arm64"));
    SignedImage signed = SignedImage.of(index, 1).storeIn(source, "app", "1");
    ImageFixture ofInstance =
        SeededImages.artifact(
                index.children().getLast().manifest().descriptor(),
                SignedImage.SBOM,
                Content.of("arm64"))
            .storeIn(source, "app");

    CopyResult all = copy(RegistryPairWorld.all());

    assertThat(all.referrers()).isEqualTo(new ReferrerOutcome(Inquiry.MADE, 5, 5, 0, List.of()));
    assertArrived(ofInstance);
    signed.referrers().forEach(this::assertArrived);
    nextRun();

    CopyResult again = copy(RegistryPairWorld.all().with(UPDATED));

    assertThat(again.referrers()).isEqualTo(new ReferrerOutcome(Inquiry.MADE, 5, 0, 5, List.of()));
  }

  @Test
  void ofOneImageOfAnIndexOnlyItsOwnComeAlong() throws IOException {
    ImageFixture index =
        SeededImages.multiArch(1, Platform.parse("linux/amd64"), Platform.parse("linux/arm64"));
    SignedImage.of(index, 1).storeIn(source, "app", "1");
    SignedImage.of(index.children().getFirst(), 2).storeIn(source, "app");

    CopyResult result = copy(REQUIRED);

    assertThat(result.digest()).isEqualTo(index.children().getFirst().digest());
    assertThat(result.referrers()).isEqualTo(new ReferrerOutcome(Inquiry.MADE, 4, 4, 0, List.of()));
  }

  @Test
  void aChangedDigestLeavesThemBehindAndIsAnErrorWhenTheyAreRequired() throws IOException {
    SignedImage.of(SeededImages.image(1), 1).storeIn(source, "app", "1");
    CopyOptions converted = RegistryPairWorld.options().with(ManifestFormat.V2S2);

    CopyResult result = copy(converted);

    assertThat(result.referrers()).isEqualTo(ReferrerOutcome.notAsked(Inquiry.DIGEST_CHANGED));
    assertThat(destination.tags("mirror/app")).containsExactly("1");
    assertThatThrownBy(
            () ->
                world.copy(
                    at(source, "app:1"), at(destination, "other:1"), converted.with(REQUIRED)))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("bringing all referrers along")
        .hasMessageContaining("the copy has another digest");
    assertThat(destination.tags("other")).isEmpty();
  }

  @Test
  void aFilterChoosesByTypeAndFollowsOnlyWhatItChose() throws IOException {
    SignedImage signed = SignedImage.of(SeededImages.image(1), 1).storeIn(source, "app", "1");

    CopyResult result =
        copy(
            new ReferrerRule(
                ReferrerFilter.parse(List.of(".sig", "application/vnd.in-toto*")),
                Timing.WITH_THE_IMAGE,
                Demand.OPTIONAL));

    assertThat(result.referrers()).isEqualTo(new ReferrerOutcome(Inquiry.MADE, 2, 2, 0, List.of()));
    assertArrived(signed.attestation());
    assertArrived(signed.cosignSignature());
    assertThat(destination.manifests("mirror/app")).doesNotContain(signed.sbom().digest());
  }

  @Test
  void signaturesStayBehindWhenTheyAreRemoved() throws IOException {
    SignedImage signed = SignedImage.of(SeededImages.image(1), 1).storeIn(source, "app", "1");

    CopyResult result = copy(RegistryPairWorld.options().with(SignatureOptions.REMOVE));

    assertThat(result.referrers()).isEqualTo(new ReferrerOutcome(Inquiry.MADE, 2, 2, 0, List.of()));
    assertThat(destination.manifests("mirror/app"))
        .contains(signed.attestation().digest(), signed.sbom().digest())
        .doesNotContain(signed.cosignSignature().digest(), signed.sbomSignature().digest());
  }

  @Test
  void noneAsksNobody() throws IOException {
    SignedImage signed = SignedImage.of(SeededImages.image(1), 1).storeIn(source, "app", "1");

    CopyResult result = copy(ReferrerRule.NONE);

    assertThat(result.referrers()).isEqualTo(ReferrerOutcome.notAsked(Inquiry.NOT_WANTED));
    assertThat(source.log().count()).isEqualTo(1 + signed.image().blobs().size());
    assertThat(destination.manifests("mirror/app")).containsExactly(signed.image().digest());
  }

  @Test
  void oneThatIsDamagedDoesNotKeepTheOthersAndIsToldOf() throws IOException {
    SignedImage signed = SignedImage.of(SeededImages.image(1), 1).storeIn(source, "app", "1");
    source.dropBlob("app", Content.of("sbom 1").digest());

    CopyResult result = copy(RegistryPairWorld.options());

    assertThat(result.outcome()).isEqualTo(CopyResult.Outcome.COPIED);
    assertThat(result.referrers().found()).isEqualTo(4);
    assertThat(result.referrers().copied()).isEqualTo(3);
    assertThat(result.referrers().isComplete()).isFalse();
    assertThat(result.referrers().problems())
        .singleElement()
        .asString()
        .startsWith("application/spdx+json " + signed.sbom().digest())
        .contains("from the source");
  }

  @Test
  void whatIsRequiredAndIncompleteLeavesTheTagAsItWas() throws IOException {
    SignedImage.of(SeededImages.image(1), 1).storeIn(source, "app", "1");
    source.dropBlob("app", Content.of("sbom 1").digest());
    ImageFixture before = SeededImages.image(9).storeIn(destination, "mirror/app", "1");

    assertThatThrownBy(() -> copy(REQUIRED))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("4 found, 3 at the destination")
        .hasMessageContaining(SignedImage.SBOM);

    assertThat(destination.manifest("mirror/app", "1")).contains(before.manifest());
  }

  @Test
  void aListThatCannotBeReadIsAProblem() throws IOException {
    SeededImages.image(1).storeIn(source, "app", "1");
    source.switchOn(RegistrySwitch.REFERRERS_FAIL);

    CopyResult result = copy(RegistryPairWorld.options());

    assertThat(result.referrers().problems())
        .singleElement()
        .asString()
        .contains("listing what refers to");
    assertThat(result.referrers().isComplete()).isFalse();
    assertThat(destination.tags("mirror/app")).containsExactly("1");
  }

  @Test
  void aFolderHasNoPlaceForThemAndIsRefusedWhenTheyAreRequired() throws IOException {
    SignedImage signed = SignedImage.of(SeededImages.image(1), 1).storeIn(source, "app", "1");
    ImageLocation dir = DirTransport.INSTANCE.parse(folder.resolve("dir").toString());

    CopyResult result = world.copy(at(source, "app:1"), dir, RegistryPairWorld.options());

    assertThat(result.referrers()).isEqualTo(ReferrerOutcome.notAsked(Inquiry.NO_PLACE));
    assertThat(source.log().count()).isEqualTo(1 + signed.image().blobs().size());
    ImageLocation other = DirTransport.INSTANCE.parse(folder.resolve("other").toString());
    assertThatThrownBy(
            () ->
                world.copy(at(source, "app:1"), other, RegistryPairWorld.options().with(REQUIRED)))
        .hasMessageContaining("has no place for referrers");
  }

  @Test
  void aTagThatLeadsBackDoesNotLeadInACircle() throws IOException {
    ImageFixture image = SeededImages.image(1).storeIn(source, "app", "1");
    String tag = "sha256-" + image.digest().hex() + ".sig";
    image.storeIn(source, "app", tag);

    CopyResult result = copy(RegistryPairWorld.options());

    assertThat(result.referrers().isComplete()).isTrue();
    assertThat(result.referrers().found()).isEqualTo(1);
    assertThat(destination.tags("mirror/app")).containsExactly("1", tag);
  }

  @Test
  void aManifestThatDoesNotNameTheImageIsNotTakenForItsReferrer() throws IOException {
    source.switchOn(RegistrySwitch.NO_REFERRERS);
    SignedImage signed = SignedImage.of(SeededImages.image(1), 1);
    signed.storeWithTagsIn(source, "app", "1");
    ImageFixture stranger = SeededImages.image(7).storeIn(source, "app");
    source.putManifest(
        "app", SignedImage.list(List.of(stranger)), "sha256-" + signed.image().digest().hex());

    CopyResult result = copy(RegistryPairWorld.options());

    assertThat(result.referrers().problems())
        .singleElement()
        .asString()
        .contains("does not name it as its subject");
    assertThat(destination.manifests("mirror/app")).doesNotContain(stranger.digest());
  }

  @Test
  void writesTheIndexForManifestsThatWereThereWithoutIt() throws IOException {
    destination.switchOn(RegistrySwitch.NO_REFERRERS);
    SignedImage signed = SignedImage.of(SeededImages.image(1), 1).storeIn(source, "app", "1");
    signed.storeIn(destination, "mirror/app");

    CopyResult result = copy(RegistryPairWorld.options());

    assertThat(result.referrers()).isEqualTo(new ReferrerOutcome(Inquiry.MADE, 4, 0, 4, List.of()));
    assertThat(listedAtDestination(signed.image().digest()))
        .containsExactlyInAnyOrder(signed.attestation().digest(), signed.sbom().digest());
  }

  @Test
  void twoTagsOfOneImageAreAskedForOnce() throws IOException {
    SignedImage signed = SignedImage.of(SeededImages.image(1), 1);
    signed.storeIn(source, "app", "1", "latest");

    copy(RegistryPairWorld.options());
    CopyResult second =
        world.copy(
            at(source, "app:latest"),
            at(destination, "mirror/app:latest"),
            RegistryPairWorld.options());

    assertThat(second.referrers()).isEqualTo(new ReferrerOutcome(Inquiry.MADE, 4, 0, 4, List.of()));
    assertThat(source.log().count("GET", LIST)).isEqualTo(1 + signed.referrers().size());
  }

  @Test
  void asksForEachTagWhereTagsMayNotBeListed() throws IOException {
    source.switchOn(RegistrySwitch.NO_TAG_LIST);
    SignedImage signed = SignedImage.of(SeededImages.image(1), 1).storeIn(source, "app", "1");

    CopyResult result = copy(RegistryPairWorld.options());

    assertThat(result.referrers().copied()).isEqualTo(4);
    assertThat(Set.copyOf(destination.tags("mirror/app"))).contains(signed.cosignTag());
  }

  private List<Digest> signatures(SignedImage signed) {
    return ((ImageManifest)
            destination.manifest("mirror/app", signed.cosignTag()).orElseThrow().parse())
        .layers().stream().map(Descriptor::digest).toList();
  }

  @Test
  void signaturesOfBothSidesAreMerged() throws IOException {
    SignedImage signed = SignedImage.of(SeededImages.image(1), 1).storeIn(source, "app", "1");
    ImageFixture theirs =
        SeededImages.cosignSignature(8, 9).storeIn(destination, "mirror/app", signed.cosignTag());

    CopyResult result = copy(RegistryPairWorld.options());

    assertThat(result.referrers().isComplete()).as(result.referrers().toString()).isTrue();
    List<Digest> expected = new ArrayList<>();
    for (ImageFixture part : List.of(signed.cosignSignature(), theirs)) {
      ((ImageManifest) part.manifest().parse())
          .layers()
          .forEach(layer -> expected.add(layer.digest()));
    }
    assertThat(signatures(signed)).containsExactlyElementsOf(expected);
    nextRun();

    CopyResult again = copy(UPDATED);

    assertThat(again.referrers()).isEqualTo(new ReferrerOutcome(Inquiry.MADE, 4, 0, 4, List.of()));
    assertThat(signatures(signed)).containsExactlyElementsOf(expected);
  }

  @Test
  void aLesserSetDoesNotReplaceALargerOne() throws IOException {
    SignedImage signed = SignedImage.of(SeededImages.image(1), 1).storeIn(source, "app", "1");
    ImageFixture more =
        SeededImages.cosignSignature(1, 2, 3)
            .storeIn(destination, "mirror/app", signed.cosignTag());

    CopyResult result = copy(RegistryPairWorld.options());

    assertThat(result.referrers()).isEqualTo(new ReferrerOutcome(Inquiry.MADE, 4, 3, 1, List.of()));
    assertThat(destination.manifest("mirror/app", signed.cosignTag())).contains(more.manifest());
  }
}
