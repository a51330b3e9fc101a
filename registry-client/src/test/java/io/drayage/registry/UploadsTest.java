package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import io.drayage.testing.Content;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.RegistrySettings;
import io.drayage.testing.RegistrySwitch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UploadsTest {
  private static final Content CONTENT = Content.seeded(3, 500_000);
  private static final Descriptor BLOB = TestClient.descriptor(CONTENT);

  private final TestClient clients = new TestClient();

  private static RepositoryName repository(String authority) {
    return TestClient.repository(authority, "a/b");
  }

  @Test
  void writesBlobWithTwoRequests() throws IOException {
    for (RegistrySettings settings :
        new RegistrySettings[] {
          RegistrySettings.ideal(), RegistrySettings.ideal().with(RegistrySwitch.ABSOLUTE_LOCATION)
        }) {
      try (var registry = MemoryRegistry.start(settings);
          var client = clients.open(registry.authority())) {
        client.putBlob(repository(registry.authority()), BLOB, TestClient.body(CONTENT));

        assertThat(registry.blobs("a/b")).containsExactly(BLOB.digest());
        assertThat(registry.log().all()).extracting(r -> r.method()).containsExactly("POST", "PUT");
        assertThat(registry.log().all().getLast().header("content-length")).contains("500000");
      }
    }
  }

  @Test
  void writesBlobOfUnknownLengthInOneChunk() throws IOException {
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      client.putBlob(repository(registry.authority()), BLOB, TestClient.stream(CONTENT.open()));

      assertThat(registry.blobs("a/b")).containsExactly(BLOB.digest());
      assertThat(registry.log().all())
          .extracting(r -> r.method())
          .containsExactly("POST", "PATCH", "PUT");
    }
  }

  @Test
  void leavesNoSessionWhenRegistryFindsAnotherDigest() {
    var wrong = new Descriptor(BLOB.mediaType(), Digest.of(new byte[] {1}), BLOB.size());
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      assertThatThrownBy(
              () ->
                  client.putBlob(repository(registry.authority()), wrong, TestClient.body(CONTENT)))
          .isInstanceOf(RegistryException.ContentMismatch.class)
          .hasMessageContaining("DIGEST_INVALID");
      assertThat(registry.openUploads()).isEmpty();
    }
  }

  @Test
  void leavesNoSessionWhenSourceFailsAndReportsItsError() {
    var source = new IOException("the disk is gone");
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[200_000]),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw source;
              }

              @Override
              public int read(byte[] buffer, int offset, int length) throws IOException {
                throw source;
              }
            });
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      assertThatThrownBy(
              () ->
                  client.putBlob(repository(registry.authority()), BLOB, TestClient.stream(broken)))
          .isSameAs(source);
      assertThat(registry.openUploads()).isEmpty();
      assertThat(registry.blobs("a/b")).isEmpty();
      assertThat(clients.slept).isEmpty();
    }
  }

  @Test
  void refusesContentThatIsShorterThanItSays() {
    Body shorter = lying(CONTENT.length(), new byte[1000]);
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      assertThatThrownBy(() -> client.putBlob(repository(registry.authority()), BLOB, shorter))
          .isInstanceOf(RegistryException.ContentMismatch.class)
          .hasMessageContaining("only 1000");
      assertThat(registry.openUploads()).isEmpty();
    }
  }

  private static Body lying(long length, byte[] bytes) {
    Body honest = Body.of(bytes);
    return new Body() {
      @Override
      public java.util.OptionalLong length() {
        return java.util.OptionalLong.of(length);
      }

      @Override
      public boolean reopenable() {
        return true;
      }

      @Override
      public InputStream open(long offset) throws IOException {
        return honest.open(offset);
      }
    };
  }

  @Test
  void mountsBlobWhenSourceIsOnSameRegistry() throws IOException {
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      registry.putBlob("c/d", CONTENT);

      Optional<BlobUpload> instead =
          client.mountOrUpload(
              repository(registry.authority()),
              BLOB.digest(),
              TestClient.repository(registry.authority(), "c/d"));

      assertThat(instead).isEmpty();
      assertThat(registry.blobs("a/b")).containsExactly(BLOB.digest());
      assertThat(registry.log().count()).isEqualTo(1);
    }
  }

  @Test
  void leavesNoSessionWhenMountIsRefused() throws IOException {
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      client
          .mountOrUpload(
              repository(registry.authority()),
              BLOB.digest(),
              TestClient.repository(registry.authority(), "c/d"))
          .orElseThrow()
          .close();

      assertThat(registry.openUploads()).isEmpty();
    }
  }

  @Test
  void uploadsIntoSessionThatRefusedMountLeft() throws IOException {
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      Optional<BlobUpload> upload =
          client.mountOrUpload(
              repository(registry.authority()),
              BLOB.digest(),
              TestClient.repository(registry.authority(), "c/d"));
      try (BlobUpload session = upload.orElseThrow()) {
        session.put(BLOB, TestClient.body(CONTENT));
      }

      assertThat(registry.blobs("a/b")).containsExactly(BLOB.digest());
      assertThat(registry.log().all()).extracting(r -> r.method()).containsExactly("POST", "PUT");
    }
  }

  @Test
  void uploadGoesOnInAnotherProcess() throws IOException {
    byte[] bytes = CONTENT.bytes();
    try (var registry = MemoryRegistry.start()) {
      RepositoryName repository = repository(registry.authority());
      URI location;
      try (var first = clients.open(registry.authority());
          BlobUpload upload = first.startUpload(repository)) {
        upload.append(Body.of(java.util.Arrays.copyOf(bytes, 200_000)));
        location = upload.location();
        upload.detach();
      }
      try (var second = clients.open(registry.authority());
          BlobUpload upload = second.resumeUpload(repository, location)) {
        assertThat(upload.offset()).isEqualTo(200_000);
        upload.append(Body.of(java.util.Arrays.copyOfRange(bytes, 200_000, bytes.length)));
        upload.complete(BLOB.digest());
      }
      assertThat(registry.blobs("a/b")).containsExactly(BLOB.digest());
      assertThat(registry.openUploads()).isEmpty();
    }
  }

  @Test
  void deletesSessionThatIsNotCompleted() throws IOException {
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      try (BlobUpload upload = client.startUpload(repository(registry.authority()))) {
        upload.append(TestClient.stream(new ByteArrayInputStream(new byte[10])));
      }
      assertThat(registry.openUploads()).isEmpty();
    }
  }

  @Test
  void asksHowMuchArrivedBeforeItSendsTheRest() throws IOException {
    String location = "Location: /v2/a/b/blobs/uploads/1\r\n";
    try (var registry =
            new ScriptedServer(
                (asked, number) ->
                    switch (asked.method()) {
                      case "POST" -> ScriptedServer.answer(202, location, "");
                      case "PUT" ->
                          number == 2
                              ? ScriptedServer.hangUp()
                              : ScriptedServer.answer(201, "", "");
                      case "GET" ->
                          ScriptedServer.answer(204, location + "Range: 0-399999\r\n", "");
                      default -> ScriptedServer.answer(202, location + "Range: 0-499999\r\n", "");
                    });
        var client = clients.open(registry.authority())) {
      client.putBlob(repository(registry.authority()), BLOB, TestClient.body(CONTENT));

      assertThat(registry.asked())
          .extracting(a -> a.method() + " " + a.bodySize() + " " + a.header("Content-Range"))
          .containsExactly(
              "POST 0 ", "PUT 500000 ", "GET 0 ", "PATCH 100000 400000-499999", "PUT 0 ");
    }
  }

  @Test
  void beginsAnewWhenSessionIsLost() throws IOException {
    try (var registry =
            new ScriptedServer(
                (asked, number) ->
                    switch (asked.method()) {
                      case "POST" ->
                          ScriptedServer.answer(
                              202, "Location: /v2/a/b/blobs/uploads/" + number + "\r\n", "");
                      case "PUT" ->
                          number == 2
                              ? ScriptedServer.hangUp()
                              : ScriptedServer.answer(201, "", "");
                      default -> ScriptedServer.answer(404, "", "");
                    });
        var client = clients.open(registry.authority())) {
      client.putBlob(repository(registry.authority()), BLOB, TestClient.body(CONTENT));

      assertThat(registry.lines())
          .containsExactly(
              "POST /v2/a/b/blobs/uploads/",
              "PUT /v2/a/b/blobs/uploads/1?digest=" + BLOB.digest(),
              "GET /v2/a/b/blobs/uploads/1",
              "HEAD /v2/a/b/blobs/" + BLOB.digest(),
              "POST /v2/a/b/blobs/uploads/",
              "PUT /v2/a/b/blobs/uploads/5?digest=" + BLOB.digest());
    }
  }

  @Test
  void findsBlobWhoseLastAnswerWasLost() throws IOException {
    try (var registry =
            new ScriptedServer(
                (asked, _) ->
                    switch (asked.method()) {
                      case "POST" ->
                          ScriptedServer.answer(202, "Location: /v2/a/b/blobs/uploads/1\r\n", "");
                      case "PUT" -> ScriptedServer.hangUp();
                      case "HEAD" ->
                          out -> {
                            ScriptedServer.write(out, 200, "Content-Length: 500000\r\n");
                            return true;
                          };
                      default -> ScriptedServer.answer(404, "", "");
                    });
        var client = clients.open(registry.authority())) {
      client.putBlob(repository(registry.authority()), BLOB, TestClient.body(CONTENT));

      assertThat(registry.asked()).hasSize(4);
    }
  }

  @Test
  void doesNotSendStreamTwice() {
    try (var registry =
            new ScriptedServer(
                (asked, _) ->
                    switch (asked.method()) {
                      case "POST" ->
                          ScriptedServer.answer(202, "Location: /v2/a/b/blobs/uploads/1\r\n", "");
                      case "DELETE" -> ScriptedServer.answer(204, "", "");
                      default -> ScriptedServer.hangUp();
                    });
        var client = clients.open(registry.authority())) {
      assertThatThrownBy(
              () ->
                  client.putBlob(
                      repository(registry.authority()), BLOB, TestClient.stream(CONTENT.open())))
          .isInstanceOf(RegistryException.Unavailable.class);
      assertThat(registry.asked())
          .extracting(ScriptedServer.Asked::method)
          .containsExactly("POST", "PATCH", "DELETE");
    }
  }

  @Test
  void refusesAnswerWithoutLocation() {
    try (var registry = new ScriptedServer((_, _) -> ScriptedServer.answer(202, "", ""));
        var client = clients.open(registry.authority())) {
      assertThatThrownBy(() -> client.startUpload(repository(registry.authority())))
          .isInstanceOf(RegistryException.ProtocolViolation.class);
    }
  }

  @Test
  void reportsRefusalThatComesBeforeEverythingIsSent() throws Exception {
    Content large = Content.seeded(1, 200_000_000);
    try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> refuseLargeBodies(listener));
      String authority = "127.0.0.1:" + listener.getLocalPort();
      var descriptor = new Descriptor(BLOB.mediaType(), Digest.of(new byte[] {1}), large.length());
      try (var client = clients.open(authority)) {
        assertThatThrownBy(
                () -> client.putBlob(repository(authority), descriptor, TestClient.body(large)))
            .isInstanceOf(RegistryException.InvalidContent.class)
            .hasMessageContaining("413")
            .hasMessageContaining("too large");
      }
    }
  }

  /** Reads headers only, answers, and reads the rest slowly, as nginx does. */
  private static void refuseLargeBodies(ServerSocket listener) {
    while (true) {
      try (Socket socket = listener.accept()) {
        InputStream in = socket.getInputStream();
        String head = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
        byte[] window = new byte[4];
        while (!new String(window, StandardCharsets.ISO_8859_1).equals("\r\n\r\n")) {
          System.arraycopy(window, 1, window, 0, 3);
          int next = in.read();
          if (next < 0) {
            break;
          }
          window[3] = (byte) next;
        }
        boolean put = head.startsWith("PUT");
        String answer =
            put
                ? "HTTP/1.1 413 Too Large\r\nContent-Length: 9\r\nConnection: close\r\n\r\ntoo large"
                : "HTTP/1.1 202 Accepted\r\nLocation: /v2/u\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        if (put) {
          socket.setSoTimeout(300);
          in.skip(300_000);
          Thread.sleep(500);
        }
      } catch (IOException | InterruptedException e) {
        if (listener.isClosed()) {
          return;
        }
      }
    }
  }
}
