package io.drayage.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Digest;
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

class ApprovingCopierTest {
  @TempDir Path folder;
  private final List<String> calls = new ArrayList<>();

  @Test
  void asksAboutTheSourceBeforeEachCopyAndPlan() throws IOException {
    Copier copier = Copier.approving(new Noting(), source -> calls.add("approve " + source));

    copier.copy(request());
    copier.plan(request());

    assertThat(calls)
        .containsExactly(
            "approve docker://a.test/app:1", "copy", "approve docker://a.test/app:1", "plan");
  }

  @Test
  void doesNothingForAnImageThatIsNotApproved() {
    Copier copier =
        Copier.approving(
            new Noting(),
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
          .hasMessage(
              "copying docker://a.test/app:1 to docker://b.test/app:1: asking the trust policy about the source: not this one");
    }
    assertThat(calls).isEmpty();
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

  private final class Noting implements Copier {
    @Override
    public CopyResult copy(CopyRequest request) {
      calls.add("copy");
      Digest digest = Digest.of(new byte[0]);
      return new CopyResult(request, digest, digest, CopyResult.Outcome.COPIED, CopyCounts.NONE);
    }

    @Override
    public CopyPlan plan(CopyRequest request) {
      calls.add("plan");
      return new CopyPlan(request, Digest.of(new byte[0]), List.of());
    }
  }
}
