package io.drayage.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.copy.CopyStep.MountBlob;
import io.drayage.copy.CopyStep.PutManifest;
import io.drayage.copy.CopyStep.PutTag;
import io.drayage.copy.CopyStep.SkipBlob;
import io.drayage.copy.CopyStep.TransferBlob;
import io.drayage.image.Credential;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.ManifestDetails;
import io.drayage.image.MediaType;
import io.drayage.image.Platform;
import io.drayage.image.RepositoryName;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.TlsSettings;
import io.drayage.transport.DockerTransport;
import io.drayage.transport.RegistryAccess;
import io.drayage.transport.RegistryRouting;
import io.drayage.transport.TransportContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CopyPlannerTest {
  private static final TransportContext CONTEXT =
      new TransportContext(
          RegistryAccess.open(
              RegistryRouting.direct(TlsSettings.verified(), new Credential.Anonymous()),
              RegistryClientOptions.standard()),
          Path.of("unused"),
          Optional.empty());
  private static final CopyRequest REQUEST =
      new CopyRequest(
          new CopyEnd(DockerTransport.INSTANCE.parse("//a.test/app:1"), CONTEXT),
          new CopyEnd(DockerTransport.INSTANCE.parse("//b.test/app:1"), CONTEXT),
          CopyOptions.forPlatform(Platform.of("linux", "amd64")));
  private static final RepositoryName OTHER = RepositoryName.parse("b.test/other");
  private static final LayerChange NONE = new LayerChange.None();

  private static final Descriptor CONFIG = blob(MediaType.OCI_CONFIG, 0);
  private static final Descriptor ONE = blob(MediaType.OCI_LAYER_GZIP, 1);
  private static final Descriptor TWO = blob(MediaType.OCI_LAYER_GZIP, 2);
  private static final ImageManifest IMAGE = image(ONE, TWO);

  private static Descriptor blob(MediaType type, int number) {
    return new Descriptor(type, Digest.of(new byte[] {(byte) number}), 10 + number);
  }

  private static ImageManifest image(Descriptor... layers) {
    return ImageManifest.create(
        MediaType.OCI_MANIFEST, CONFIG, List.of(layers), ManifestDetails.NONE);
  }

  private static ManifestFact.Image kept(ImageManifest image) {
    return new ManifestFact.Image(
        image,
        new ImageDecision(
            MediaType.OCI_MANIFEST, image.layers().stream().<LayerChange>map(_ -> NONE).toList()));
  }

  private static CopyPlan plan(
      List<ManifestFact> manifests,
      Optional<Digest> there,
      Set<Digest> present,
      Map<Digest, BlobFact> blobs) {
    return CopyPlanner.plan(
        new GatheredFacts(
            REQUEST, manifests.getLast().digest(), there, manifests, present, blobs, Map.of()));
  }

  private static CopyPlan plan(Map<Digest, BlobFact> blobs) {
    return plan(List.of(kept(IMAGE)), Optional.empty(), Set.of(), blobs);
  }

  @Test
  void transfersWhatIsNowhere() {
    CopyPlan plan = plan(Map.of());

    assertThat(plan.steps())
        .containsExactly(
            new TransferBlob(CONFIG, NONE),
            new TransferBlob(ONE, NONE),
            new TransferBlob(TWO, NONE),
            new PutTag(IMAGE.raw().descriptor(), MediaType.OCI_MANIFEST));
    assertThat(plan.transferBytes()).isEqualTo(10 + 11 + 12);
    assertThat(plan.requests()).isEqualTo(3 * 3 + 1);
  }

  @Test
  void skipsAndMountsWhatIsThere() {
    CopyPlan plan =
        plan(
            Map.of(
                CONFIG.digest(), new BlobFact.Absent(),
                ONE.digest(), new BlobFact.Present(),
                TWO.digest(), new BlobFact.Elsewhere(OTHER)));

    assertThat(plan.steps())
        .containsExactly(
            new TransferBlob(CONFIG, NONE),
            new SkipBlob(ONE),
            new MountBlob(TWO, OTHER),
            new PutTag(IMAGE.raw().descriptor(), MediaType.OCI_MANIFEST));
    assertThat(plan.requests()).isEqualTo(3 + 0 + 1 + 1);
  }

  @Test
  void doesNothingWhenTheTagIsRight() {
    Digest digest = IMAGE.raw().digest();

    CopyPlan plan = plan(List.of(kept(IMAGE)), Optional.of(digest), Set.of(digest), Map.of());

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan).hasToString(REQUEST + ": nothing to do");
  }

  @Test
  void writesOnlyTheTagWhenTheManifestIsThere() {
    CopyPlan plan =
        plan(List.of(kept(IMAGE)), Optional.empty(), Set.of(IMAGE.raw().digest()), Map.of());

    assertThat(plan.steps())
        .containsExactly(new PutTag(IMAGE.raw().descriptor(), MediaType.OCI_MANIFEST));
  }

  @Test
  void putsChildrenBeforeTheIndexAndSharedBlobsOnce() {
    ImageManifest second = image(ONE);
    ImageIndex index =
        ImageIndex.create(
            MediaType.OCI_INDEX,
            List.of(IMAGE.raw().descriptor(), second.raw().descriptor()),
            ManifestDetails.NONE);

    CopyPlan plan =
        plan(
            List.of(
                kept(IMAGE),
                kept(second),
                new ManifestFact.Index(index, index.manifests(), MediaType.OCI_INDEX)),
            Optional.empty(),
            Set.of(),
            Map.of());

    assertThat(plan.steps())
        .containsExactly(
            new TransferBlob(CONFIG, NONE),
            new TransferBlob(ONE, NONE),
            new TransferBlob(TWO, NONE),
            new PutManifest(IMAGE.raw().descriptor(), MediaType.OCI_MANIFEST),
            new PutManifest(second.raw().descriptor(), MediaType.OCI_MANIFEST),
            new PutTag(index.raw().descriptor(), MediaType.OCI_INDEX));
  }

  @Test
  void leavesChildrenAloneThatAreThere() {
    ImageIndex index =
        ImageIndex.create(
            MediaType.OCI_INDEX, List.of(IMAGE.raw().descriptor()), ManifestDetails.NONE);

    CopyPlan plan =
        plan(
            List.of(
                new ManifestFact.Present(IMAGE.raw().digest()),
                new ManifestFact.Index(index, index.manifests(), MediaType.OCI_INDEX)),
            Optional.empty(),
            Set.of(),
            Map.of());

    assertThat(plan.steps())
        .containsExactly(new PutTag(index.raw().descriptor(), MediaType.OCI_INDEX));
  }

  @Test
  void aConversionMakesItsOwnConfig() {
    ManifestFact converted =
        new ManifestFact.Image(
            IMAGE, new ImageDecision(MediaType.DOCKER_MANIFEST, List.of(NONE, NONE)));

    CopyPlan plan = plan(List.of(converted), Optional.empty(), Set.of(), Map.of());

    assertThat(plan.steps())
        .containsExactly(
            new TransferBlob(ONE, NONE),
            new TransferBlob(TWO, NONE),
            new PutTag(IMAGE.raw().descriptor(), MediaType.DOCKER_MANIFEST));
  }

  @Test
  void leavesForeignLayersWhereTheyAre() {
    Descriptor foreign =
        new Descriptor(
            MediaType.OCI_FOREIGN_LAYER_GZIP,
            Digest.of(new byte[] {9}),
            99,
            List.of("https://licensed.test/layer"),
            Map.of(),
            null,
            null);
    ImageManifest image = image(ONE, foreign);

    CopyPlan plan = plan(List.of(kept(image)), Optional.empty(), Set.of(), Map.of());

    assertThat(plan.steps()).doesNotContain(new TransferBlob(foreign, NONE)).hasSize(3);
  }
}
