package io.drayage.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.copy.CopyCounts;
import io.drayage.copy.CopyEnd;
import io.drayage.copy.CopyOptions;
import io.drayage.copy.CopyRequest;
import io.drayage.copy.ReferrerOutcome;
import io.drayage.image.Platform;
import io.drayage.image.Reference;
import io.drayage.sync.SyncOptions.FailurePolicy;
import io.drayage.transport.DockerLocation;
import io.drayage.transport.RegistryOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SyncRunTest {
  private static final CopyOptions OPTIONS = CopyOptions.forPlatform(Platform.of("linux", "amd64"));

  private final FakeCopier copier = new FakeCopier();
  private final FakeRegistries registries = new FakeRegistries();
  private final List<SyncEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final InstantSource clock = InstantSource.fixed(Instant.EPOCH);

  @Test
  void copiesEveryImageAndAddsUp() throws Exception {
    copier.there.add("docker://m.io/app:1");

    SyncResult result = sync().run(plan(4), SyncOptions.with(FailurePolicy.STOP));

    assertThat(result.succeeded()).isTrue();
    assertThat(result.totals())
        .isEqualTo(
            new SyncTotals(
                3,
                1,
                0,
                0,
                new CopyCounts(3, 6, 9, 300, 3),
                ReferrerOutcome.notAsked(ReferrerOutcome.Inquiry.NOT_WANTED)));
    assertThat(result.totals().synced()).isEqualTo(4);
    assertThat(result.images())
        .extracting(image -> image.request().destination().toString())
        .containsExactly(
            "docker://m.io/app:0",
            "docker://m.io/app:1",
            "docker://m.io/app:2",
            "docker://m.io/app:3");
    assertThat(result.duration()).isEqualTo(Duration.ZERO);
    assertThat(result.images().get(1))
        .isInstanceOfSatisfying(
            ImageOutcome.Synced.class, synced -> assertThat(synced.wasThere()).isTrue());
  }

  @Test
  void tellsWhatIsDone() throws Exception {
    sync().run(plan(5), new SyncOptions(2, FailurePolicy.STOP));

    assertThat(events)
        .hasSize(5)
        .allMatch(event -> event instanceof SyncEvent.ImageEnded ended && ended.total() == 5)
        .extracting(event -> ((SyncEvent.ImageEnded) event).done())
        .containsExactlyInAnyOrder(1, 2, 3, 4, 5);
  }

  @Test
  void keepsAWindowOfImagesUnderWay() throws Exception {
    var reached = new CountDownLatch(3);
    copier.hook =
        request -> {
          reached.countDown();
          await(reached);
        };

    SyncResult result = sync().run(plan(20_000), new SyncOptions(3, FailurePolicy.STOP));

    assertThat(result.totals().copied()).isEqualTo(20_000);
    assertThat(copier.mostAtOnce).hasValue(3);
  }

  @Test
  void stopsStartingImagesAfterAFailureAndCompletesThoseUnderWay() throws Exception {
    var bothStarted = new CountDownLatch(2);
    var failed = new CountDownLatch(1);
    copier.hook =
        request -> {
          bothStarted.countDown();
          await(bothStarted);
          if (request.source().toString().endsWith(":0")) {
            failed.countDown();
            throw new IOException("broken");
          }
          await(failed);
        };

    SyncResult result = sync().run(plan(100), new SyncOptions(2, FailurePolicy.STOP));

    assertThat(result.succeeded()).isFalse();
    assertThat(result.totals().failed()).isEqualTo(1);
    assertThat(result.totals().copied()).isBetween(1, 99);
    assertThat(result.totals().notStarted()).isEqualTo(99 - result.totals().copied());
    assertThat(result.images().get(1)).isInstanceOf(ImageOutcome.Synced.class);
  }

  @Test
  void aFailureOfTheOnlyWorkerLeavesTheRest() throws Exception {
    copier.hook =
        request -> {
          if (request.source().toString().endsWith(":1")) {
            throw new IOException("broken");
          }
        };

    SyncResult result = sync().run(plan(4), new SyncOptions(1, FailurePolicy.STOP));

    assertThat(result.images())
        .extracting(image -> image.getClass().getSimpleName())
        .containsExactly("Synced", "Failed", "NotStarted", "NotStarted");
  }

  @Test
  void keepsGoingWhenAskedTo() throws Exception {
    copier.hook =
        request -> {
          if (request.source().toString().endsWith("1")) {
            throw new SocketTimeoutException("slow");
          }
        };

    SyncResult result = sync().run(plan(20), SyncOptions.with(FailurePolicy.KEEP_GOING));

    assertThat(result.succeeded()).isFalse();
    assertThat(result.totals())
        .extracting(SyncTotals::copied, SyncTotals::failed)
        .containsExactly(18, 2);
    assertThat(result.images().get(11))
        .isInstanceOfSatisfying(
            ImageOutcome.Failed.class, failure -> assertThat(failure.cause()).hasMessage("slow"));
  }

  @Test
  void anErrorOfThePlanFailsTheResultAndAWarningDoesNot() throws Exception {
    SyncProblem error = SyncProblem.error("sync.yaml:1", "wrong");
    SyncProblem warning = SyncProblem.warning("sync.yaml:1", "odd");

    SyncResult wrong =
        sync()
            .run(
                new SyncPlan(plan(1).images(), List.of(error), 1),
                SyncOptions.with(FailurePolicy.STOP));
    SyncResult odd =
        sync()
            .run(
                new SyncPlan(plan(1).images(), List.of(warning), 1),
                SyncOptions.with(FailurePolicy.STOP));

    assertThat(wrong.totals().copied()).isEqualTo(1);
    assertThat(wrong.succeeded()).isFalse();
    assertThat(odd.succeeded()).isTrue();
  }

  @Test
  void interruptionCancelsWhatIsUnderWay() throws Exception {
    var started = new CountDownLatch(4);
    copier.hook =
        request -> {
          started.countDown();
          try {
            Thread.sleep(Duration.ofMinutes(5));
          } catch (InterruptedException e) {
            throw new InterruptedIOException();
          }
        };
    Thread caller = Thread.currentThread();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                started.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              caller.interrupt();
            });

    assertThatThrownBy(() -> sync().run(plan(100), new SyncOptions(4, FailurePolicy.KEEP_GOING)))
        .isInstanceOf(InterruptedException.class);

    assertThat(copier.underWay).hasValue(0);
    assertThat(copier.copied).isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  void previewsWithoutCopying() throws Exception {
    copier.there.add("docker://m.io/app:0");
    copier.hook =
        request -> {
          if (request.source().toString().endsWith(":3")) {
            throw new IOException("broken");
          }
        };

    SyncPreview preview = sync().preview(plan(4), SyncOptions.with(FailurePolicy.STOP));

    assertThat(copier.copied).isEmpty();
    assertThat(preview.succeeded()).isFalse();
    assertThat(preview.toCopy()).isEqualTo(2);
    assertThat(preview.unchanged()).isEqualTo(1);
    assertThat(preview.bytes()).isEqualTo(100);
    assertThat(preview.requests()).isEqualTo(2 * (3 + 1));
    assertThat(preview.images().get(1))
        .isInstanceOfSatisfying(
            ImagePreview.Planned.class,
            planned -> {
              assertThat(planned.blobsSkipped()).isEqualTo(1);
              assertThat(planned.blobsTransferred()).isEqualTo(1);
              assertThat(planned.manifests()).isEqualTo(1);
            });
    assertThat(events).hasSize(3).allMatch(SyncEvent.ImagePreviewed.class::isInstance);
  }

  private Sync sync() {
    return new Sync(copier, FakeTransport.withLayout(), registries, events::add, clock);
  }

  private SyncPlan plan(int images) {
    var source = registries.source(RegistryOptions.CONFIGURED);
    return new SyncPlan(
        IntStream.range(0, images)
            .mapToObj(
                i ->
                    new CopyRequest(
                        new CopyEnd(new DockerLocation(Reference.parse("a.io/app:" + i)), source),
                        new CopyEnd(
                            new DockerLocation(Reference.parse("m.io/app:" + i)),
                            registries.destination()),
                        OPTIONS))
            .toList(),
        List.of(),
        1);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IOException("nobody came");
      }
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }
}
