package io.drayage.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Credential;
import io.drayage.image.Digest;
import io.drayage.image.Platform;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.RegistryException;
import io.drayage.registry.TlsSettings;
import io.drayage.transport.ContentNotFoundException;
import io.drayage.transport.DockerTransport;
import io.drayage.transport.RegistryAccess;
import io.drayage.transport.RegistryRouting;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryingCopierTest {
  private static final CopyRequest REQUEST = request();
  private final List<Duration> slept = new ArrayList<>();
  private final List<ProgressEvent> events = new ArrayList<>();

  private static CopyRequest request() {
    TransportContext context =
        new TransportContext(
            RegistryAccess.open(
                RegistryRouting.direct(TlsSettings.verified(), new Credential.Anonymous()),
                RegistryClientOptions.standard()),
            Path.of("unused"),
            Optional.empty());
    return new CopyRequest(
        new CopyEnd(DockerTransport.INSTANCE.parse("//a.test/app:1"), context),
        new CopyEnd(DockerTransport.INSTANCE.parse("//b.test/app:1"), context),
        CopyOptions.forPlatform(Platform.of("linux", "amd64")));
  }

  private CopyResult copy(CopyRetry retry, IOException... failures) throws IOException {
    Copier scripted = new ScriptedCopier(new ArrayDeque<>(List.of(failures)));
    return new RetryingCopier(scripted, retry, slept::add, events::add).copy(REQUEST);
  }

  private static CopyException at(Side side, IOException cause) {
    return new CopyException(REQUEST, "reading", side, cause);
  }

  @Test
  void triesAgainWithGrowingDelays() throws IOException {
    IOException down = at(Side.SOURCE, new RegistryException.Unavailable("503"));

    CopyResult result = copy(new CopyRetry(3, Optional.empty()), down, down, down);

    assertThat(result.outcome()).isEqualTo(CopyResult.Outcome.COPIED);
    assertThat(slept)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(events).hasSize(3).allMatch(e -> e instanceof ProgressEvent.Retrying);
  }

  @Test
  void keepsTheDelayThatWasGiven() throws IOException {
    IOException down = at(Side.SOURCE, new RegistryException.Unavailable("503"));

    copy(new CopyRetry(2, Optional.of(Duration.ofSeconds(7))), down, down);

    assertThat(slept).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
  }

  @Test
  void givesUpAfterTheLastAttempt() {
    IOException down = at(Side.SOURCE, new RegistryException.Unavailable("503"));

    assertThatThrownBy(() -> copy(new CopyRetry(1, Optional.empty()), down, down)).isSameAs(down);
  }

  @Test
  void doesNotRetryWhatCannotChange() {
    for (IOException cause :
        List.of(
            new ContentNotFoundException("manifest unknown"),
            new RegistryException.Denied("403"),
            new RegistryException.Unauthorized("401"),
            new CopyRefusedException("no such platform"))) {
      assertThatThrownBy(() -> copy(new CopyRetry(5, Optional.empty()), at(Side.SOURCE, cause)))
          .hasRootCause(cause);
    }
    assertThat(slept).isEmpty();
  }

  private record ScriptedCopier(Deque<IOException> failures) implements Copier {
    @Override
    public CopyResult copy(CopyRequest request) throws IOException {
      IOException failure = failures.poll();
      if (failure != null) {
        throw failure;
      }
      Digest digest = Digest.of(new byte[0]);
      return new CopyResult(request, digest, digest, CopyResult.Outcome.COPIED, CopyCounts.NONE);
    }

    @Override
    public CopyPlan plan(CopyRequest request) {
      throw new AssertionError("nobody asked for a plan");
    }
  }
}
