package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Credential;
import io.drayage.image.Descriptor;
import io.drayage.image.RepositoryName;
import io.drayage.testing.Content;
import io.drayage.testing.Fault;
import io.drayage.testing.FaultyServer;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.RecordedRequest;
import io.drayage.testing.RegistrySettings;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChunkedUploadsTest {
  private static final Content CONTENT = Content.seeded(7, 500_000);
  private static final Descriptor BLOB = TestClient.descriptor(CONTENT);
  private static final ChunkRule RULE = new ChunkRule(200_000, 100_000);

  private final TestClient clients = new TestClient();
  private final AtomicLong sent = new AtomicLong();
  private final Trail trail = new Trail();
  private MemoryRegistry registry = MemoryRegistry.start();
  private FaultyServer front = FaultyServer.before(registry);

  @AfterEach
  void stop() {
    front.close();
    registry.close();
  }

  private void restartWith(RegistrySettings settings) {
    stop();
    registry = MemoryRegistry.start(settings);
    front = FaultyServer.before(registry);
  }

  private static final class Trail implements UploadTrail {
    private final List<Long> offsets = new ArrayList<>();
    private Optional<UploadMark> last = Optional.empty();

    @Override
    public Optional<UploadMark> last() {
      return last;
    }

    @Override
    public void mark(UploadMark mark) {
      offsets.add(mark.offset());
      last = Optional.of(mark);
    }

    @Override
    public void forget() {
      last = Optional.empty();
    }
  }

  private RepositoryName repository() {
    return TestClient.repository(front.authority(), "a/b");
  }

  private RegistryClient client(RetryPolicy retry) {
    return clients.open(
        front.authority(),
        new Credential.Anonymous(),
        clients.options().withRetry(retry).withObserver(request -> sent.addAndGet(request.sent())));
  }

  /** What one process does, or the next one that goes on where it stopped. */
  private void push(Body body, RetryPolicy retry) throws IOException {
    try (RegistryClient client = client(retry)) {
      Optional<BlobUpload> begun = client.resumeUpload(repository(), BLOB, trail);
      try (BlobUpload upload = begun.isPresent() ? begun.get() : client.startUpload(repository())) {
        upload.put(BLOB, body, new Chunking(RULE, trail));
      }
    }
  }

  private void push() throws IOException {
    push(TestClient.body(CONTENT), TestClient.FOUR_ATTEMPTS);
  }

  /** Fails in the middle of the third chunk, which is not sent for that reason. */
  private void pushHalf() {
    assertThatThrownBy(() -> push(new Broken(250_000), TestClient.FOUR_ATTEMPTS))
        .hasMessage("the source is gone");
    assertThat(trail.last()).map(UploadMark::offset).contains(200_000L);
    assertThat(registry.openUploads()).hasSize(1);
    sent.set(0);
    registry.log().clear();
  }

  private record Broken(long at) implements Body {
    @Override
    public OptionalLong length() {
      return OptionalLong.of(CONTENT.length());
    }

    @Override
    public boolean reopenable() {
      return true;
    }

    @Override
    public InputStream open(long offset) throws IOException {
      return new FilterInputStream(CONTENT.open()) {
        private long left = at;

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
          int n = super.read(buffer, from, (int) Math.min(left, length));
          left -= n;
          if (left == 0) {
            throw new IOException("the source is gone");
          }
          return n;
        }
      };
    }
  }

  private List<Long> chunks() {
    return registry.log().matching(r -> r.method().equals("PATCH")).stream()
        .map(RecordedRequest::bodySize)
        .toList();
  }

  private void assertArrived() {
    assertThat(registry.blobs("a/b")).containsExactly(BLOB.digest());
    assertThat(registry.openUploads()).isEmpty();
    assertThat(trail.last()).isEmpty();
  }

  @Test
  void sendsChunksAndMarksEachThatTheRegistryConfirmed() throws IOException {
    push();

    assertArrived();
    assertThat(chunks()).containsExactly(100_000L, 100_000L, 100_000L, 100_000L, 100_000L);
    assertThat(trail.offsets).containsExactly(100_000L, 200_000L, 300_000L, 400_000L, 500_000L);
  }

  @Test
  void sendsSmallBlobWithOneRequest() throws IOException {
    Content small = Content.seeded(8, 200_000);
    Descriptor blob = TestClient.descriptor(small);
    try (RegistryClient client = client(TestClient.FOUR_ATTEMPTS);
        BlobUpload upload = client.startUpload(repository())) {
      upload.put(blob, TestClient.body(small), new Chunking(RULE, trail));
    }

    assertThat(registry.blobs("a/b")).containsExactly(blob.digest());
    assertThat(chunks()).isEmpty();
    assertThat(trail.offsets).isEmpty();
  }

  @Test
  void nextProcessSendsOnlyWhatIsMissing() throws IOException {
    pushHalf();

    push();

    assertArrived();
    assertThat(sent).hasValue(300_000);
  }

  @Test
  void nextProcessGoesOnInsideTheChunkThatArrivedInPart() throws IOException {
    front.times(
        1,
        (method, _) -> method.equals("PATCH") && trail.offsets.size() == 2,
        new Fault.ResetUpload(50_000));
    assertThatThrownBy(() -> push(TestClient.body(CONTENT), RetryPolicy.none()))
        .isInstanceOf(RegistryException.Unavailable.class);
    awaitOffset(250_000);
    sent.set(0);

    push();

    assertArrived();
    assertThat(sent).hasValue(250_000);
  }

  /** The registry may still be reading what the proxy passed on. */
  private void awaitOffset(long offset) throws IOException {
    try (RegistryClient client = client(RetryPolicy.none())) {
      long now = -1;
      while (now != offset) {
        try (BlobUpload upload = client.resumeUpload(repository(), BLOB, trail).orElseThrow()) {
          now = upload.offset();
          upload.detach();
          trail.mark(new UploadMark(upload.location(), 200_000, 0));
        }
      }
    }
  }

  @Test
  void sendsBrokenChunkAgainWithoutReadingTheSourceAgain() throws IOException {
    front.once("PATCH", "", new Fault.CloseBeforeAnswer());
    var opened = new AtomicLong();
    Body body = TestClient.body(CONTENT);

    push(
        new Body() {
          @Override
          public OptionalLong length() {
            return body.length();
          }

          @Override
          public boolean reopenable() {
            return false;
          }

          @Override
          public InputStream open(long offset) throws IOException {
            opened.incrementAndGet();
            return body.open(offset);
          }
        },
        TestClient.FOUR_ATTEMPTS);

    assertArrived();
    assertThat(opened).hasValue(1);
  }

  @Test
  void takesLostAnswerForAConfirmedChunk() throws IOException {
    front.once("PATCH", "", new Fault.LoseAnswer());

    push();

    assertArrived();
    assertThat(sent).hasValue(500_000);
  }

  @Test
  void takesLostAnswerToTheEndForSuccess() throws IOException {
    front.once("PUT", "", new Fault.LoseAnswer());

    push();

    assertArrived();
    assertThat(sent).hasValue(500_000);
  }

  @Test
  void startsOverWhenTheRegistryForgotTheSession() throws IOException {
    pushHalf();
    registry.forgetUploads();

    push();

    assertArrived();
    assertThat(sent).hasValue(500_000);
  }

  @Test
  void startsOverWhenTheRegistryHasMoreThanTheBlob() throws IOException {
    pushHalf();
    front.once("GET", "/uploads/", new Fault.ReplaceHeader("Range", "0-999999"));

    push();

    assertArrived();
    assertThat(sent).hasValue(500_000);
  }

  @Test
  void startsOverWhenTheRegistryClaimsALaterOffset() throws IOException {
    pushHalf();
    front.once("GET", "/uploads/", new Fault.ReplaceHeader("Range", "0-399999"));

    push();

    assertThat(registry.blobs("a/b")).containsExactly(BLOB.digest());
    assertThat(trail.last()).isEmpty();
  }

  @Test
  void startsOverWhenSomethingElseAnswers() throws IOException {
    pushHalf();
    front.once("GET", "/uploads/", new Fault.HtmlPage());

    push();

    assertThat(registry.blobs("a/b")).containsExactly(BLOB.digest());
    assertThat(trail.last()).isEmpty();
  }

  @Test
  void keepsTheMarkWhileTheRegistryIsAway() throws IOException {
    pushHalf();
    front.times(4, "GET", "/uploads/", new Fault.Status(503, "UNAVAILABLE"));
    assertThatThrownBy(this::push).isInstanceOf(RegistryException.Unavailable.class);

    push();

    assertArrived();
    assertThat(sent).hasValue(300_000);
  }

  @Test
  void keepsTheMarkWhenCredentialsAreRevoked() throws IOException {
    pushHalf();
    front.once("PATCH", "", new Fault.Status(403, "DENIED"));
    assertThatThrownBy(this::push).isInstanceOf(RegistryException.Denied.class);
    sent.set(0);

    push();

    assertArrived();
    assertThat(sent).hasValue(300_000);
  }

  @Test
  void givesUpWhenTheContentIsNotWhatItShouldBe() {
    pushHalf();

    assertThatThrownBy(() -> push(TestClient.body(CONTENT.corrupted()), TestClient.FOUR_ATTEMPTS))
        .isInstanceOf(RegistryException.ContentMismatch.class);

    assertThat(registry.blobs("a/b")).isEmpty();
    assertThat(registry.openUploads()).isEmpty();
    assertThat(trail.last()).isEmpty();
  }

  @Test
  void chunksAreAsLargeAsTheRegistryAsksFor() throws IOException {
    restartWith(RegistrySettings.ideal().withChunkMinimum(150_000));
    assertThatThrownBy(() -> push(new Broken(200_000), TestClient.FOUR_ATTEMPTS))
        .hasMessage("the source is gone");

    push();

    assertArrived();
    assertThat(chunks()).containsExactly(150_000L, 150_000L, 150_000L, 50_000L);
  }
}
