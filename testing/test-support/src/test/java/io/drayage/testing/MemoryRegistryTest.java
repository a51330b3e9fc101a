package io.drayage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryRegistryTest {
  private static final Content BLOB = Content.of("0123456789");

  private final HttpClient client = HttpClient.newHttpClient();
  private MemoryRegistry registry = MemoryRegistry.start();

  @AfterEach
  void close() {
    registry.close();
    client.close();
  }

  @Test
  void takesChunksInOrderAndKeepsTheBlob() throws Exception {
    String first = location(send("POST", "/v2/a/b/blobs/uploads/"));

    var chunk = send("PATCH", first, BodyPublishers.ofString("01234"), "Content-Range", "0-4");
    var status = send("GET", location(chunk));
    var wrong =
        send("PATCH", location(status), BodyPublishers.ofString("x"), "Content-Range", "9-9");
    var done =
        send("PUT", location(wrong) + "&digest=" + BLOB.digest(), BodyPublishers.ofString("56789"));

    assertThat(chunk.statusCode()).isEqualTo(202);
    assertThat(chunk.headers().firstValue("Range")).hasValue("0-4");
    assertThat(status.statusCode()).isEqualTo(204);
    assertThat(wrong.statusCode()).isEqualTo(416);
    assertThat(done.statusCode()).isEqualTo(201);
    assertThat(done.headers().firstValue("Docker-Content-Digest"))
        .hasValue(BLOB.digest().toString());
    assertThat(registry.openUploads()).isEmpty();
    assertThat(registry.blob("a/b", BLOB.digest()).orElseThrow().bytes()).isEqualTo(BLOB.bytes());
    assertThat(registry.log().bytesReceived()).isEqualTo(11);
  }

  @Test
  void refusesAnOldLocation() throws Exception {
    String first = location(send("POST", "/v2/a/blobs/uploads/"));
    send("PATCH", first, BodyPublishers.ofString("01234"));

    var again = send("PATCH", first, BodyPublishers.ofString("56789"));

    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(registry.openUploads()).hasSize(1);
  }

  @Test
  void refusesAWrongDigestAndForgetsTheUpload() throws Exception {
    String location = location(send("POST", "/v2/a/blobs/uploads/"));

    var done =
        send("PUT", location + "&digest=" + BLOB.digest(), BodyPublishers.ofString("others"));

    assertThat(done.statusCode()).isEqualTo(400);
    assertThat(done.body()).contains("DIGEST_INVALID");
    assertThat(registry.blobs("a")).isEmpty();
  }

  @Test
  void cancelsAnUpload() throws Exception {
    String location = location(send("POST", "/v2/a/blobs/uploads/"));

    assertThat(registry.openUploads()).hasSize(1);
    assertThat(send("DELETE", location).statusCode()).isEqualTo(204);
    assertThat(registry.openUploads()).isEmpty();
  }

  @Test
  void mountsFromAnotherRepositoryOrOpensAnUpload() throws Exception {
    registry.putBlob("from", BLOB);
    String mount = "/v2/to/blobs/uploads/?mount=%s&from=".formatted(BLOB.digest());

    assertThat(send("POST", mount + "from").statusCode()).isEqualTo(201);
    assertThat(send("POST", mount + "elsewhere").statusCode()).isEqualTo(202);
    assertThat(registry.blobs("to")).containsExactly(BLOB.digest());

    registry.switchOn(RegistrySwitch.REFUSES_MOUNTS);
    assertThat(send("POST", mount + "from").statusCode()).isEqualTo(202);
  }

  @Test
  void servesRangesAndHead() throws Exception {
    registry.putBlob("a", BLOB);
    String path = "/v2/a/blobs/" + BLOB.digest();

    var part = send("GET", path, BodyPublishers.noBody(), "Range", "bytes=4-");
    var beyond = send("GET", path, BodyPublishers.noBody(), "Range", "bytes=10-");
    var head = send("HEAD", path);

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("456789");
    assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 4-9/10");
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(10);
    assertThat(registry.log().bytesServed()).isEqualTo(6);
  }

  @Test
  void refusesManifestsWhoseContentIsMissing() throws Exception {
    String manifest =
        """
        {"schemaVersion":2,"config":{"digest":"%s"},"layers":[]}"""
            .formatted(BLOB.digest());
    var type = MediaType.OCI_MANIFEST.value();

    var refused = put("/v2/a/manifests/v1", manifest, type);
    registry.putBlob("a", BLOB);
    var taken = put("/v2/a/manifests/v1", manifest, type);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("MANIFEST_BLOB_UNKNOWN");
    assertThat(taken.statusCode()).isEqualTo(201);
    var got = send("GET", "/v2/a/manifests/v1");
    assertThat(got.body()).isEqualTo(manifest);
    assertThat(got.headers().firstValue("Content-Type")).hasValue(type);

    registry.switchOn(RegistrySwitch.IMMUTABLE_TAGS);
    assertThat(put("/v2/a/manifests/v1", manifest, type).statusCode()).isEqualTo(409);
    assertThat(registry.log().count("PUT", "/manifests/")).isEqualTo(3);
  }

  @Test
  void listsTagsPageByPage() throws Exception {
    var manifest = RawManifest.of("{}".getBytes(StandardCharsets.UTF_8), MediaType.OCI_MANIFEST);
    registry.putManifest("a", manifest, "v1", "v2", "v3");

    var first = send("GET", "/v2/a/tags/list?n=2");
    var second =
        send("GET", first.headers().firstValue("Link").orElseThrow().replaceAll("<(.*)>.*", "$1"));

    assertThat(first.body()).contains("\"v1\",\"v2\"").doesNotContain("v3");
    assertThat(second.body()).contains("[\"v3\"]");
    assertThat(second.headers().firstValue("Link")).isEmpty();
  }

  @Test
  void listsReferrersBySubjectAndType() throws Exception {
    var image = RawManifest.of("{}".getBytes(StandardCharsets.UTF_8), MediaType.OCI_MANIFEST);
    registry.putManifest("a", image, "v1");
    registry.putManifest("a", referrer(image.digest(), "application/signature"));
    registry.putManifest("a", referrer(image.digest(), "application/sbom"));
    String path = "/v2/a/referrers/" + image.digest();

    assertThat(send("GET", path).body()).contains("application/signature", "application/sbom");
    assertThat(send("GET", path + "?artifactType=application/sbom").body())
        .contains("application/sbom")
        .doesNotContain("application/signature");

    registry.switchOn(RegistrySwitch.NO_REFERRERS);
    assertThat(send("GET", path).statusCode()).isEqualTo(404);
  }

  private static RawManifest referrer(Digest subject, String type) {
    String json =
        """
        {"schemaVersion":2,"artifactType":"%s","subject":{"digest":"%s"}}"""
            .formatted(type, subject);
    return RawManifest.of(json.getBytes(StandardCharsets.UTF_8), MediaType.OCI_MANIFEST);
  }

  @Test
  void givesTokensForTheScopeOfTheChallengeAndCountsThem() throws Exception {
    restart(RegistrySettings.ideal().withAuthentication(Authentication.bearer("ann", "secret")));
    registry.putBlob("a", BLOB);
    String path = "/v2/a/blobs/" + BLOB.digest();

    var challenge = send("HEAD", path);
    String header = challenge.headers().firstValue("WWW-Authenticate").orElseThrow();
    String url = header.replaceAll("Bearer realm=\"(.*?)\",.*", "$1");
    String scope = header.replaceAll(".*scope=\"(.*?)\".*", "$1");
    var refused = sendTo(url + "?scope=" + scope, "GET", BodyPublishers.noBody());
    var given =
        sendTo(
            url + "?scope=" + scope,
            "GET",
            BodyPublishers.noBody(),
            "Authorization",
            AccessGate.basicHeader("ann", "secret"));
    String token =
        TestJson.read(given.body().getBytes(StandardCharsets.UTF_8)).path("token").asString();

    assertThat(challenge.statusCode()).isEqualTo(401);
    assertThat(scope).isEqualTo("repository:a:pull");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(send("HEAD", path, BodyPublishers.noBody(), "Authorization", "Bearer " + token))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(200);
    assertThat(
            send(
                    "POST",
                    "/v2/a/blobs/uploads/",
                    BodyPublishers.noBody(),
                    "Authorization",
                    "Bearer " + token)
                .headers()
                .firstValue("WWW-Authenticate")
                .orElseThrow())
        .contains("scope=\"repository:a:pull,push\"", "insufficient_scope");
    assertThat(registry.tokens().count("repository:a:pull")).isEqualTo(1);
  }

  @Test
  void exchangesTheIdentityTokenByPost() throws Exception {
    restart(
        RegistrySettings.ideal()
            .withAuthentication(Authentication.bearer("ann", "secret", "identity")));
    String url = "http://%s/token".formatted(registry.tokens().authority());

    var good =
        sendTo(
            url,
            "POST",
            BodyPublishers.ofString("grant_type=refresh_token&refresh_token=identity&scope="));
    var bad =
        sendTo(
            url,
            "POST",
            BodyPublishers.ofString("grant_type=refresh_token&refresh_token=stolen&scope="));

    assertThat(good.body()).contains("access_token");
    assertThat(bad.statusCode()).isEqualTo(401);
    assertThat(registry.tokens().count()).isEqualTo(1);
    assertThat(registry.tokens().log().count()).isEqualTo(2);
  }

  @Test
  void redirectsBlobsToAnOriginThatRefusesCredentials() throws Exception {
    try (BlobOrigin origin = BlobOrigin.start()) {
      restart(RegistrySettings.ideal().withBlobOrigin(origin));
      registry.putBlob("a", BLOB);

      var redirect = send("GET", "/v2/a/blobs/" + BLOB.digest());
      String location = location(redirect);
      var plain = sendTo(location, "GET", BodyPublishers.noBody());
      var leaky =
          sendTo(location, "GET", BodyPublishers.noBody(), "Authorization", "Bearer something");

      assertThat(redirect.statusCode()).isEqualTo(307);
      assertThat(plain.body()).isEqualTo("0123456789");
      assertThat(leaky.statusCode()).isEqualTo(400);
      assertThat(origin.log().count(r -> r.header("authorization").isPresent())).isEqualTo(1);
    }
  }

  @Test
  void swallowsBlobsBeyondItsLimitButKnowsThem() throws Exception {
    restart(RegistrySettings.ideal().withKeepUpTo(4));

    var done =
        send(
            "POST",
            "/v2/a/blobs/uploads/?digest=" + BLOB.digest(),
            BodyPublishers.ofByteArray(BLOB.bytes()));

    assertThat(done.statusCode()).isEqualTo(201);
    assertThat(
            send("HEAD", "/v2/a/blobs/" + BLOB.digest())
                .headers()
                .firstValueAsLong("Content-Length"))
        .hasValue(10);
    assertThat(registry.blobs("a")).isEqualTo(Set.of(BLOB.digest()));
  }

  @Test
  void asksForChunksOfAMinimum() throws Exception {
    restart(RegistrySettings.ideal().withChunkMinimum(4));

    var opened = send("POST", "/v2/a/blobs/uploads/");
    var small = send("PATCH", location(opened), BodyPublishers.ofString("01"));
    var next = send("PATCH", location(small), BodyPublishers.ofString("2345"));

    assertThat(opened.headers().firstValue("OCI-Chunk-Min-Length")).hasValue("4");
    assertThat(small.statusCode()).isEqualTo(202);
    assertThat(next.statusCode()).isEqualTo(416);
  }

  private void restart(RegistrySettings settings) {
    registry.close();
    registry = MemoryRegistry.start(settings);
  }

  private HttpResponse<String> put(String path, String body, String type)
      throws IOException, InterruptedException {
    return send("PUT", path, BodyPublishers.ofString(body), "Content-Type", type);
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return send(method, path, BodyPublishers.noBody());
  }

  private HttpResponse<String> send(
      String method, String path, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    return sendTo(registry.uri() + path, method, body, headers);
  }

  private HttpResponse<String> sendTo(
      String url, String method, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String location(HttpResponse<?> response) {
    return response.headers().firstValue("Location").orElseThrow();
  }
}
