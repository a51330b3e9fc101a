package io.drayage.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultyServerTest {
  private static final Content BLOB = Content.seeded(1, 200_000);
  private static final String PATH = "/v2/a/blobs/" + BLOB.digest();

  private final HttpClient client = HttpClient.newHttpClient();
  private final MemoryRegistry registry = MemoryRegistry.start();
  private final FaultyServer faulty = FaultyServer.before(registry);

  FaultyServerTest() {
    registry.putBlob("a", BLOB);
  }

  @AfterEach
  void close() {
    client.close();
    faulty.close();
    registry.close();
  }

  @Test
  void isTruthfulUntilTold() throws Exception {
    assertThat(get().body()).isEqualTo(BLOB.bytes());
    assertThat(get("Range", "bytes=199990-").body()).hasSize(10);
    assertThat(registry.log().count("GET", "/blobs/")).isEqualTo(2);
  }

  @Test
  void misbehavesAsOftenAsTold() throws Exception {
    faulty.times(2, "GET", "/blobs/", new Fault.Status(503, "UNAVAILABLE"));

    assertThat(get().statusCode()).isEqualTo(503);
    assertThat(get().statusCode()).isEqualTo(503);
    assertThat(get().statusCode()).isEqualTo(200);
    assertThat(registry.log().count()).isEqualTo(1);
    assertThat(faulty.log().count()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 100_000})
  void truncatesTheBody(long bytes) throws Exception {
    faulty.once("GET", "/blobs/", new Fault.TruncateBody(bytes));

    // The newer client fails before it hands out a body that breaks off at once.
    URLConnection response = request().build().uri().toURL().openConnection();
    byte[] start;
    try (InputStream in = response.getInputStream()) {
      start = in.readNBytes((int) bytes);
      assertThatThrownBy(in::read).isInstanceOf(IOException.class);
    }

    assertThat(response.getContentLengthLong()).isEqualTo(BLOB.length());
    assertThat(start).hasSize((int) bytes);
    assertThat(get().body()).isEqualTo(BLOB.bytes());
  }

  @Test
  void breaksConnections() throws Exception {
    faulty.once("GET", "/blobs/", new Fault.ResetBody(1000));
    assertThatThrownBy(this::get).isInstanceOf(IOException.class);

    faulty.times(5, "GET", "/blobs/", new Fault.CloseBeforeAnswer());
    assertThatThrownBy(this::get).isInstanceOf(IOException.class);

    faulty.behave();
    faulty.once("GET", "/blobs/", new Fault.Garbage());
    assertThatThrownBy(this::get).isInstanceOf(IOException.class);
    assertThat(get().statusCode()).isEqualTo(200);

    faulty.refuseConnections();
    assertThatThrownBy(
            () -> HttpClient.newHttpClient().send(request().build(), BodyHandlers.discarding()))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void liesAboutContentAndLength() throws Exception {
    faulty.once("GET", "/blobs/", new Fault.CorruptBody());
    assertThat(get().body()).hasSize(200_000).isNotEqualTo(BLOB.bytes());

    faulty.once("GET", "/blobs/", new Fault.WrongLength(-10));
    assertThat(get().body()).hasSize(199_990);

    faulty.once("GET", "/blobs/", new Fault.WrongLength(10));
    assertThatThrownBy(this::get).isInstanceOf(IOException.class);

    faulty.once("GET", "/blobs/", new Fault.HtmlPage());
    assertThat(get().headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");

    faulty.once("GET", "/blobs/", new Fault.OversizeBody(5_000_000));
    assertThat(get().body()).hasSize(5_000_000);

    faulty.once("GET", "/blobs/", new Fault.DropHeader("docker-content-digest"));
    assertThat(get().headers().firstValue("Docker-Content-Digest")).isEmpty();

    faulty.once("GET", "/blobs/", new Fault.ReplaceHeader("Docker-Content-Digest", "x"));
    assertThat(get().headers().firstValue("Docker-Content-Digest")).hasValue("x");
  }

  @Test
  void isSlow() throws Exception {
    faulty.once("GET", "/blobs/", new Fault.SlowBody(500_000));
    long start = System.nanoTime();
    assertThat(get().body()).isEqualTo(BLOB.bytes());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(390));

    faulty.once("GET", "/blobs/", new Fault.SlowHeaders(Duration.ofMillis(20)));
    assertTimesOut();
    faulty.once("GET", "/blobs/", new Fault.Silence());
    assertTimesOut();
  }

  private void assertTimesOut() {
    HttpRequest impatient = request().timeout(Duration.ofMillis(200)).build();
    assertThatThrownBy(() -> client.send(impatient, BodyHandlers.discarding()))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void refusesAndRedirects() throws Exception {
    faulty.once("GET", "/blobs/", new Fault.RateLimited(7));
    HttpResponse<byte[]> limited = get();
    faulty.once("GET", "/blobs/", new Fault.Unauthorized());
    HttpResponse<byte[]> unauthorized = get();
    faulty.once("GET", "/blobs/", new Fault.RedirectLoop());
    HttpResponse<byte[]> loop = get();
    faulty.once("GET", "/blobs/", new Fault.RedirectTo("http://127.0.0.1:1"));
    HttpResponse<byte[]> away = get();

    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(unauthorized.statusCode()).isEqualTo(401);
    assertThat(unauthorized.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(loop.headers().firstValue("Location")).hasValue(PATH);
    assertThat(away.headers().firstValue("Location")).hasValue("http://127.0.0.1:1" + PATH);
    assertThat(registry.log().count()).isZero();
  }

  @Test
  void breaksUploadsOffAfterTheRegistryGotAPart() throws Exception {
    HttpRequest open =
        HttpRequest.newBuilder(faulty.uri().resolve("/v2/a/blobs/uploads/"))
            .POST(BodyPublishers.noBody())
            .build();
    String location =
        client.send(open, BodyHandlers.discarding()).headers().firstValue("Location").orElseThrow();
    faulty.once("PATCH", "/uploads/", new Fault.ResetUpload(70_000));
    HttpRequest patch =
        HttpRequest.newBuilder(faulty.uri().resolve(location))
            .method("PATCH", BodyPublishers.ofByteArray(BLOB.bytes()))
            .build();

    assertThatThrownBy(() -> client.send(patch, BodyHandlers.discarding()))
        .isInstanceOf(IOException.class);

    HttpResponse<Void> status =
        client.send(
            HttpRequest.newBuilder(faulty.uri().resolve(location)).build(),
            BodyHandlers.discarding());
    assertThat(status.headers().firstValue("Range")).hasValue("0-69999");
    assertThat(registry.openUploads()).hasSize(1);
  }

  @Test
  void losesAnAnswerAfterTheRegistryDidTheWork() throws Exception {
    faulty.once("POST", "/uploads/", new Fault.LoseAnswer());
    HttpRequest open =
        HttpRequest.newBuilder(faulty.uri().resolve("/v2/a/blobs/uploads/"))
            .POST(BodyPublishers.noBody())
            .build();

    assertThatThrownBy(() -> client.send(open, BodyHandlers.discarding()))
        .isInstanceOf(IOException.class);
    assertThat(registry.openUploads()).hasSize(1);
  }

  private HttpResponse<byte[]> get(String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = request();
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(URI.create(faulty.uri() + PATH));
  }
}
