package io.drayage.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.copy.ReferrerOutcome.Inquiry;
import io.drayage.copy.ReferrerRule.Demand;
import io.drayage.copy.ReferrerRule.Timing;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.MediaType;
import io.drayage.image.Platform;
import io.drayage.image.RawManifest;
import io.drayage.testing.DockerRegistryProcess;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.RequiresProgram;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SignedImage;
import io.drayage.testing.SkopeoCommand;
import io.drayage.transport.DockerTransport;
import io.drayage.transport.ImageLocation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a registry that lists referrers itself to the distribution's own, which does not, and back
 * to one that does: complete both ways, and the same bytes everywhere.
 */
@RequiresProgram({"docker-registry", "skopeo"})
@Timeout(300)
class ReferrerCopyIT {
  private static final ReferrerRule REQUIRED =
      new ReferrerRule(new ReferrerFilter.All(), Timing.WITH_THE_IMAGE, Demand.REQUIRED);

  @TempDir private Path folder;

  private static ImageLocation at(String registry, String name) {
    return DockerTransport.INSTANCE.parse("//" + registry + "/" + name);
  }

  @Test
  void everythingArrivesOnARegistryWithoutSupportAndComesBack()
      throws IOException, InterruptedException {
    SignedImage signed =
        SignedImage.of(
            SeededImages.multiArch(1, Platform.of("linux", "amd64"), Platform.of("linux", "arm64")),
            1);
    SignedImage instance = SignedImage.of(signed.image().children().getLast(), 2);
    try (MemoryRegistry with = MemoryRegistry.start();
        MemoryRegistry back = MemoryRegistry.start();
        DockerRegistryProcess without =
            DockerRegistryProcess.start(Files.createDirectory(folder.resolve("registry")));
        RegistryPairWorld there = new RegistryPairWorld(folder);
        RegistryPairWorld again = new RegistryPairWorld(folder);
        HttpClient client = HttpClient.newHttpClient()) {
      signed.storeIn(with, "app", "1");
      instance.storeIn(with, "app");

      CopyResult first =
          there.copy(
              at(with.authority(), "app:1"),
              at(without.authority(), "team/app:1"),
              RegistryPairWorld.all().with(REQUIRED));
      CopyResult second =
          again.copy(
              at(without.authority(), "team/app:1"),
              at(back.authority(), "app:1"),
              RegistryPairWorld.all().with(REQUIRED));

      ReferrerOutcome eight = new ReferrerOutcome(Inquiry.MADE, 8, 8, 0, List.of());
      assertThat(first.referrers()).isEqualTo(eight);
      assertThat(second.referrers()).isEqualTo(eight);
      for (SignedImage one : List.of(signed, instance)) {
        for (ImageFixture referrer : one.referrers()) {
          assertServed(client, without.uri(), referrer);
          assertThat(back.manifest("app", referrer.digest().toString()))
              .contains(referrer.manifest());
          referrer
              .blobs()
              .forEach(
                  (digest, content) ->
                      assertThat(back.blob("app", digest).orElseThrow().bytes())
                          .isEqualTo(content.bytes()));
        }
        assertThat(back.manifest("app", one.cosignTag()))
            .contains(one.cosignSignature().manifest());
        assertThat(listed(client, without.uri(), one.image().digest()))
            .containsExactlyInAnyOrder(one.attestation().digest(), one.sbom().digest());
        assertThat(listed(client, without.uri(), one.sbom().digest()))
            .containsExactly(one.sbomSignature().digest());
      }
      assertThat(without.requests().stream().filter(r -> r.path().contains("/referrers/")).count())
          .as("asked for the endpoint once")
          .isEqualTo(1);
      assertThat(
              SkopeoCommand.of(
                      "inspect",
                      "--raw",
                      "--tls-verify=false",
                      "docker://" + without.authority() + "/team/app:" + signed.cosignTag())
                  .run()
                  .orFail()
                  .output())
          .isEqualTo(
              new String(signed.cosignSignature().manifest().bytes(), StandardCharsets.UTF_8));
    }
  }

  private static void assertServed(HttpClient client, URI registry, ImageFixture fixture)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> manifest = get(client, registry, "manifests/" + fixture.digest());
    assertThat(manifest.body()).isEqualTo(fixture.manifest().bytes());
    for (Digest digest : fixture.blobs().keySet()) {
      assertThat(get(client, registry, "blobs/" + digest).body())
          .isEqualTo(fixture.blob(digest).bytes());
    }
  }

  private static List<Digest> listed(HttpClient client, URI registry, Digest subject)
      throws IOException, InterruptedException {
    byte[] index = get(client, registry, "manifests/sha256-" + subject.hex()).body();
    return ((ImageIndex) RawManifest.of(index, MediaType.OCI_INDEX).parse())
        .manifests().stream().map(Descriptor::digest).toList();
  }

  private static HttpResponse<byte[]> get(HttpClient client, URI registry, String rest)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(
            HttpRequest.newBuilder(registry.resolve("/v2/team/app/" + rest))
                .header("Accept", MediaType.OCI_MANIFEST + ", " + MediaType.OCI_INDEX)
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).as(rest).isEqualTo(200);
    return response;
  }
}
