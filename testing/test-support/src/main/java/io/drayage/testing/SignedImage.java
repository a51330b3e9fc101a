package io.drayage.testing;

import io.drayage.image.Descriptor;
import io.drayage.image.ImageIndex;
import io.drayage.image.ManifestDetails;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An image as people publish it: with a signature under cosign's tag, an attestation and an SBOM
 * that name it as their subject, and a signature that names the SBOM.
 */
public record SignedImage(
    ImageFixture image,
    ImageFixture cosignSignature,
    ImageFixture attestation,
    ImageFixture sbom,
    ImageFixture sbomSignature) {
  public static final String ATTESTATION = "application/vnd.in-toto+json";
  public static final String SBOM = "application/spdx+json";
  public static final String SIGNATURE = "application/vnd.dev.cosign.artifact.sig.v1+json";

  /** Attaches to an image what is always the same for a seed. */
  public static SignedImage of(ImageFixture image, long seed) {
    ImageFixture sbom =
        SeededImages.artifact(image.manifest().descriptor(), SBOM, Content.of("sbom " + seed));
    return new SignedImage(
        image,
        SeededImages.cosignSignature(seed),
        SeededImages.artifact(
            image.manifest().descriptor(), ATTESTATION, Content.of("attestation " + seed)),
        sbom,
        SeededImages.artifact(
            sbom.manifest().descriptor(), SIGNATURE, Content.of("signature " + seed)));
  }

  /** The tag of cosign's signature. */
  public String cosignTag() {
    return tagOf(image) + ".sig";
  }

  private static String tagOf(ImageFixture subject) {
    return "sha256-" + subject.digest().hex();
  }

  /** Everything but the image. */
  public List<ImageFixture> referrers() {
    return List.of(cosignSignature, attestation, sbom, sbomSignature);
  }

  /** Puts it into a registry that lists referrers itself. */
  public SignedImage storeIn(MemoryRegistry registry, String repository, String... tags) {
    image.storeIn(registry, repository, tags);
    cosignSignature.storeIn(registry, repository, cosignTag());
    List.of(attestation, sbom, sbomSignature).forEach(r -> r.storeIn(registry, repository));
    return this;
  }

  /** Puts it into a registry that needs the tag schema. */
  public SignedImage storeWithTagsIn(MemoryRegistry registry, String repository, String... tags) {
    storeIn(registry, repository, tags);
    Map<ImageFixture, List<ImageFixture>> lists = new LinkedHashMap<>();
    lists.put(image, List.of(attestation, sbom));
    lists.put(sbom, List.of(sbomSignature));
    lists.forEach(
        (subject, referrers) -> registry.putManifest(repository, list(referrers), tagOf(subject)));
    return this;
  }

  /** The index of the tag schema that lists some referrers. */
  public static RawManifest list(List<ImageFixture> referrers) {
    List<Descriptor> entries = new ArrayList<>();
    for (ImageFixture referrer : referrers) {
      Map<String, Object> json = Referrers.descriptor(referrer.manifest());
      entries.add(
          new Descriptor(
              referrer.manifest().mediaType(),
              referrer.digest(),
              referrer.manifest().size(),
              List.of(),
              Map.of(),
              null,
              new MediaType(String.valueOf(json.get("artifactType")))));
    }
    return ImageIndex.create(MediaType.OCI_INDEX, entries, ManifestDetails.NONE).raw();
  }
}
