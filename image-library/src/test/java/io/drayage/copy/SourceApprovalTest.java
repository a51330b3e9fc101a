package io.drayage.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Platform;
import io.drayage.transport.DockerTransport;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.NoRegistries;
import io.drayage.transport.TransportContext;
import io.drayage.transport.local.DirTransport;
import io.drayage.transport.local.DockerArchiveTransport;
import io.drayage.transport.local.OciArchiveTransport;
import io.drayage.transport.local.OciTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceApprovalTest {
  @TempDir Path folder;
  private final List<String> calls = new ArrayList<>();

  private Copier copier(SourceApproval approval) {
    return Copier.create(
        new BlobLocationsInMemory(),
        approval,
        event -> calls.add(event.getClass().getSimpleName()));
  }

  @Test
  void asksAboutTheSourceBeforeItIsOpened() throws IOException {
    Copier copier =
        copier(
            source -> {
              calls.add("approve " + source);
              return ImageApproval.GRANTED;
            });

    // Nothing can be opened: there are no registries.
    assertThatThrownBy(() -> copier.copy(request())).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> copier.plan(request())).isInstanceOf(AssertionError.class);

    assertThat(calls)
        .containsExactly(
            "ImageStarted", "approve docker://a.test/app:1", "approve docker://a.test/app:1");
  }

  @Test
  void doesNothingForAnImageThatIsNotApproved() {
    Copier copier =
        copier(
            _ -> {
              throw new CopyRefusedException("not this one");
            });

    for (Operation operation : List.<Operation>of(copier::copy, copier::plan)) {
      assertThatThrownBy(() -> operation.run(request()))
          .isInstanceOfSatisfying(
              CopyException.class,
              e -> {
                assertThat(e.side()).isEqualTo(Side.SOURCE);
                assertThat(e.inputNotFound()).isFalse();
              })
          .hasMessageContaining("asking the trust policy about the image")
          .hasMessageContaining("not this one");
    }
    assertThat(calls).containsExactly("ImageStarted", "ImageFailed");
  }

  @Test
  void everyTransportSaysByWhichScopesAPolicyKnowsItsPlaces() throws IOException {
    String path = folder.toRealPath().resolve("x").toString();
    List<ImageLocation> files =
        List.of(
            DirTransport.INSTANCE.parse(path),
            OciTransport.INSTANCE.parse(path + ":1.0"),
            OciArchiveTransport.INSTANCE.parse(path + ":1.0"));

    for (ImageLocation location : files) {
      assertThat(location.policyScopes()).startsWith(path, folder.toRealPath().toString());
    }
    assertThat(DockerTransport.INSTANCE.parse("//a.test/app").policyScopes())
        .containsExactly("a.test/app:latest", "a.test/app", "a.test", "*.test");
    assertThat(DockerArchiveTransport.INSTANCE.parse(path).policyScopes()).isEmpty();
  }

  private interface Operation {
    Object run(CopyRequest request) throws IOException;
  }

  private CopyRequest request() {
    TransportContext context = NoRegistries.context(folder);
    return new CopyRequest(
        new CopyEnd(DockerTransport.INSTANCE.parse("//a.test/app:1"), context),
        new CopyEnd(DockerTransport.INSTANCE.parse("//b.test/app:1"), context),
        CopyOptions.forPlatform(Platform.of("linux", "amd64")));
  }
}
