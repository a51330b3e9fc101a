package io.drayage.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.copy.CopyStep.MountBlob;
import io.drayage.copy.CopyStep.SkipBlob;
import io.drayage.copy.CopyStep.TransferBlob;
import io.drayage.image.Credential;
import io.drayage.image.Descriptor;
import io.drayage.image.MediaType;
import io.drayage.image.Platform;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.TlsSettings;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.RegistryAccess;
import io.drayage.transport.RegistryRouting;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans made at the same time, so that none of them knows what the others bring. */
class PlanClaimsTest {
  private static final LayerChange NONE = new LayerChange.None();
  private static final LayerChange GZIP =
      new LayerChange.Compress(CompressionAlgorithm.GZIP, OptionalInt.empty());

  @TempDir Path folder;

  private final FakeWorld world = new FakeWorld();
  private final PlanClaims claims = new PlanClaims();
  private final Descriptor blob = world.addBlob("a.test/app", MediaType.OCI_LAYER, new byte[1000]);

  private List<CopyStep> claim(String destination, LayerChange change) throws IOException {
    RegistryAccess registries =
        RegistryAccess.open(
            RegistryRouting.direct(TlsSettings.unverified(), new Credential.Anonymous()),
            RegistryClientOptions.standard());
    try (registries) {
      TransportContext context = new TransportContext(registries, folder, Optional.empty());
      CopyRequest request =
          new CopyRequest(
              new CopyEnd(world.at("a.test/app:1"), context),
              new CopyEnd(world.at(destination), context),
              CopyOptions.forPlatform(Platform.of("linux", "amd64")));
      try (ImageDestination opened = world.at(destination).openDestination(context)) {
        return claims
            .claim(
                new CopyPlan(request, blob.digest(), List.of(new TransferBlob(blob, change))),
                opened)
            .steps();
      }
    }
  }

  @Test
  void theFirstPlanBringsTheBlob() throws IOException {
    assertThat(claim("b.test/app:1", NONE)).containsExactly(new TransferBlob(blob, NONE));
    assertThat(claim("b.test/app:2", NONE)).containsExactly(new SkipBlob(blob));
  }

  @Test
  void anotherRepositoryMountsIt() throws IOException {
    claim("b.test/app:1", NONE);

    assertThat(claim("b.test/other:1", NONE))
        .containsExactly(new MountBlob(blob, world.repository("b.test/app")));
  }

  @Test
  void anotherRegistryNeedsItToo() throws IOException {
    claim("b.test/app:1", NONE);

    assertThat(claim("c.test/app:1", NONE)).containsExactly(new TransferBlob(blob, NONE));
  }

  @Test
  void whatIsMadeOfABlobIsAnotherBlob() throws IOException {
    claim("b.test/app:1", NONE);

    assertThat(claim("b.test/app:2", GZIP)).containsExactly(new TransferBlob(blob, GZIP));
    assertThat(claim("b.test/app:3", GZIP)).containsExactly(new SkipBlob(blob));
  }
}
