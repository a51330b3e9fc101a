package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Descriptor;
import io.drayage.image.RepositoryName;
import io.drayage.testing.Content;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.RegistrySettings;
import io.drayage.testing.RegistrySwitch;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BlobStreamTest {
  private static final Content CONTENT = Content.seeded(7, 300_000);
  private static final Descriptor BLOB = TestClient.descriptor(CONTENT);
  private static final byte[] BYTES = CONTENT.bytes();

  private final TestClient clients = new TestClient();

  private static RepositoryName repository(String authority) {
    return TestClient.repository(authority, "a/b");
  }

  private static ScriptedServer.Reply from(int offset, int until, int sent) {
    byte[] part = Arrays.copyOfRange(BYTES, offset, until);
    String range = "Content-Range: bytes %d-%d/%d\r\n".formatted(offset, until - 1, BYTES.length);
    return offset == 0
        ? ScriptedServer.broken(200, "", part, sent)
        : ScriptedServer.broken(206, range, part, sent);
  }

  private static int offsetOf(ScriptedServer.Asked asked) {
    String range = asked.header("Range");
    return range.isEmpty()
        ? 0
        : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
  }

  @Test
  void readsWholeBlobWithOneRequest() throws IOException {
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      registry.putBlob("a/b", CONTENT);

      try (BlobStream in = client.blob(repository(registry.authority()), BLOB)) {
        assertThat(in.readAllBytes()).isEqualTo(BYTES);
      }
      assertThat(client.headBlob(repository(registry.authority()), BLOB.digest()))
          .hasValue(BYTES.length);
      assertThat(registry.log().count()).isEqualTo(2);
    }
  }

  @Test
  void readsBlobOfUnknownSizeWithOneRequest() throws IOException {
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      registry.putBlob("a/b", CONTENT);

      try (BlobStream in = client.blob(repository(registry.authority()), BLOB.digest())) {
        assertThat(in.descriptor().size()).isEqualTo(BYTES.length);
        assertThat(in.readAllBytes()).isEqualTo(BYTES);
      }
      assertThat(registry.log().count()).isEqualTo(1);
    }
  }

  @Test
  void doesNotHandOutTheEndOfWrongContentOfUnknownSize() throws IOException {
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      registry.putWrongBlob("a/b", BLOB.digest(), CONTENT.corrupted());

      try (BlobStream in = client.blob(repository(registry.authority()), BLOB.digest())) {
        assertThatThrownBy(in::readAllBytes)
            .isInstanceOf(RegistryException.ContentMismatch.class)
            .hasMessageContaining("the digest");
      }
    }
  }

  @Test
  void readsEmptyBlob() throws IOException {
    Content empty = Content.of(new byte[0]);
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      registry.putBlob("a/b", empty);

      try (BlobStream in =
          client.blob(repository(registry.authority()), TestClient.descriptor(empty))) {
        assertThat(in.readAllBytes()).isEmpty();
      }
    }
  }

  @Test
  void continuesWhereConnectionBroke() throws IOException {
    try (var registry =
            new ScriptedServer(
                (asked, number) ->
                    from(offsetOf(asked), BYTES.length, number < 4 ? 50_000 : 150_000));
        var client = clients.open(registry.authority());
        BlobStream in = client.blob(repository(registry.authority()), BLOB)) {
      assertThat(in.readAllBytes()).isEqualTo(BYTES);
      assertThat(registry.asked().stream().map(a -> a.header("Range")).toList())
          .containsExactly("", "bytes=50000-", "bytes=100000-", "bytes=150000-");
    }
  }

  @Test
  void skipsWhatItHasWhenRegistryIgnoresRange() throws IOException {
    try (var registry =
            new ScriptedServer(
                (_, number) -> from(0, BYTES.length, number == 1 ? 50_000 : BYTES.length));
        var client = clients.open(registry.authority());
        BlobStream in = client.blob(repository(registry.authority()), BLOB)) {
      assertThat(in.readAllBytes()).isEqualTo(BYTES);
    }
  }

  @Test
  void givesUpWhenNoAttemptBringsAnything() throws IOException {
    try (var registry =
            new ScriptedServer(
                (asked, number) -> from(offsetOf(asked), BYTES.length, number == 1 ? 50_000 : 0));
        var client = clients.open(registry.authority());
        BlobStream in = client.blob(repository(registry.authority()), BLOB)) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(RegistryException.Unavailable.class)
          .hasMessageContaining("after 50000 of 300000 bytes");
      assertThat(registry.asked()).hasSize(TestClient.FOUR_ATTEMPTS.attempts());
    }
  }

  @Test
  void refusesWrongContentBeforeItsEnd() throws IOException {
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      registry.putWrongBlob("a/b", BLOB.digest(), CONTENT.corrupted());

      try (BlobStream in = client.blob(repository(registry.authority()), BLOB)) {
        assertThatThrownBy(() -> in.readNBytes(BYTES.length))
            .isInstanceOf(RegistryException.ContentMismatch.class)
            .hasMessageContaining(BLOB.digest().toString());
      }
    }
  }

  @Test
  void refusesBlobOfAnotherLength() {
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      registry.putWrongBlob("a/b", BLOB.digest(), Content.seeded(7, 299_999));

      assertThatThrownBy(() -> client.blob(repository(registry.authority()), BLOB))
          .isInstanceOf(RegistryException.ContentMismatch.class)
          .hasMessageContaining("299999");
    }
  }

  @Test
  void refusesMoreThanWasAnnouncedInTheDescriptor() throws IOException {
    try (var registry =
            new ScriptedServer(
                (_, _) ->
                    out -> {
                      ScriptedServer.write(out, 200, "");
                      out.write(BYTES);
                      out.write(1);
                      return false;
                    });
        var client = clients.open(registry.authority());
        BlobStream in = client.blob(repository(registry.authority()), BLOB)) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(RegistryException.ContentMismatch.class)
          .hasMessageContaining("more than 300000");
    }
  }

  @Test
  void readsFromAnOffset() throws IOException {
    for (RegistrySettings settings :
        new RegistrySettings[] {
          RegistrySettings.ideal(), RegistrySettings.ideal().with(RegistrySwitch.IGNORES_RANGE)
        }) {
      try (var registry = MemoryRegistry.start(settings);
          var client = clients.open(registry.authority())) {
        registry.putBlob("a/b", CONTENT);

        try (InputStream in = client.blobFrom(repository(registry.authority()), BLOB, 299_000)) {
          assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(BYTES, 299_000, BYTES.length));
        }
      }
    }
  }

  @Test
  void reportsMissingBlob() throws IOException {
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      assertThatThrownBy(() -> client.blob(repository(registry.authority()), BLOB))
          .isInstanceOf(RegistryException.NotFound.class);
      assertThat(client.headBlob(repository(registry.authority()), BLOB.digest())).isEmpty();
    }
  }

  @Test
  void givesPermitsBackHoweverStreamsEnd() throws IOException {
    var options = clients.options().withPermits(new Permits(1, 1, 1));
    try (var registry = MemoryRegistry.start();
        var client =
            clients.open(
                registry.authority(), new io.drayage.image.Credential.Anonymous(), options)) {
      RepositoryName repository = repository(registry.authority());
      registry.putBlob("a/b", CONTENT);
      for (int i = 0; i < 3; i++) {
        try (BlobStream in = client.blob(repository, BLOB)) {
          assertThat(in.read()).isEqualTo(BYTES[0] & 0xff);
        }
        try (BlobStream in = client.blob(repository, BLOB)) {
          assertThat(in.readAllBytes()).hasSize(BYTES.length);
        }
        assertThatThrownBy(
                () -> client.blob(repository, TestClient.descriptor(Content.of("missing"))))
            .isInstanceOf(RegistryException.NotFound.class);
      }
    }
  }
}
