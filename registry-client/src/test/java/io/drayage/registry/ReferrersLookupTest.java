package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.RegistrySettings;
import io.drayage.testing.RegistrySwitch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReferrersLookupTest {
  private static final Digest SUBJECT = Digest.of(new byte[] {1});
  private static final MediaType SBOM = new MediaType("application/spdx+json");

  private final TestClient clients = new TestClient();

  private static RawManifest referrer(String artifactType) {
    String json =
        """
        {"schemaVersion":2,"mediaType":"%s","artifactType":"%s",
         "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"%s","size":2},
         "layers":[],"subject":{"mediaType":"%s","digest":"%s","size":1}}
        """
            .formatted(
                MediaType.OCI_MANIFEST,
                artifactType,
                Digest.of("{}".getBytes(StandardCharsets.UTF_8)),
                MediaType.OCI_MANIFEST,
                SUBJECT);
    return RawManifest.of(json.getBytes(StandardCharsets.UTF_8), MediaType.OCI_MANIFEST);
  }

  private static DigestReference subject(String authority) {
    return new DigestReference(TestClient.repository(authority, "a/b"), SUBJECT);
  }

  @Test
  void listsAllPagesOfTheEndpoint() throws IOException {
    try (var registry = MemoryRegistry.start(RegistrySettings.ideal().withPageSize(2));
        var client = clients.open(registry.authority())) {
      for (String type : new String[] {"a/a", "a/b", "a/c", SBOM.value()}) {
        registry.putManifest("a/b", referrer(type));
      }

      Referrers all = client.referrers(subject(registry.authority()), Optional.empty());
      assertThat(all.manifests()).hasSize(4);
      assertThat(all.origin()).isEqualTo(Referrers.Origin.API);

      assertThat(client.referrers(subject(registry.authority()), Optional.of(SBOM)).manifests())
          .extracting(Descriptor::artifactType)
          .containsExactly(SBOM);
    }
  }

  @Test
  void fallsBackToTagAndRemembersThatTheEndpointIsMissing() throws IOException {
    String index =
        """
        {"schemaVersion":2,"mediaType":"%s","manifests":[
          {"mediaType":"%s","digest":"%s","size":7,"artifactType":"%s"}]}
        """
            .formatted(MediaType.OCI_INDEX, MediaType.OCI_MANIFEST, SUBJECT, SBOM);
    try (var registry =
            MemoryRegistry.start(RegistrySettings.ideal().with(RegistrySwitch.NO_REFERRERS));
        var client = clients.open(registry.authority())) {
      registry.putManifest(
          "a/b",
          RawManifest.of(index.getBytes(StandardCharsets.UTF_8), MediaType.OCI_INDEX),
          "sha256-" + SUBJECT.hex());

      for (int i = 0; i < 3; i++) {
        Referrers found = client.referrers(subject(registry.authority()), Optional.of(SBOM));
        assertThat(found.manifests()).hasSize(1);
        assertThat(found.origin()).isEqualTo(Referrers.Origin.TAG_SCHEMA);
      }
      assertThat(registry.log().count("GET", "/referrers/")).isEqualTo(1);
      assertThat(registry.log().count()).isEqualTo(4);
    }
  }

  @Test
  void findsNothingWhenThereIsNeitherEndpointNorTag() throws IOException {
    try (var registry =
            MemoryRegistry.start(RegistrySettings.ideal().with(RegistrySwitch.NO_REFERRERS));
        var client = clients.open(registry.authority())) {
      assertThat(client.referrers(subject(registry.authority()), Optional.empty()).manifests())
          .isEmpty();
    }
  }
}
