package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.MediaType;
import io.drayage.testing.Content;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What attackers and broken clients send, to a service of little memory. Each is answered with an
 * error of the client, and none leaves a trace in the log or a file in the folder.
 */
class HostileRequestsIT {
  private static final String MANIFEST = "PUT /v2/hostile/manifests/v1";
  private static final String OCI = "Content-Type: " + MediaType.OCI_MANIFEST;
  private static final int STALLED = 40;

  @TempDir static Path folder;
  private static ServiceProcess service;
  private static URI uri;
  private static Wire wire;

  @BeforeAll
  static void start() throws Exception {
    List<String> settings = new ArrayList<>(SharedPostgres.newDatabase());
    settings.add("--server.tomcat.connection-timeout=2s");
    service =
        ServiceProcess.start(
            folder.resolve("data"), settings, Redirect.to(folder.resolve("log").toFile()));
    uri = service.uri();
    wire = Wire.to(uri);
    wire.push("hostile", Content.of("{}"));
  }

  @AfterAll
  static void stop() throws Exception {
    wire.close();
    service.close();
    assertThat(folder.resolve("log")).content().doesNotContain("ERROR", "Exception");
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      assertThat(files.filter(Files::isRegularFile).map(HostileRequestsIT::relative))
          .allMatch(
              name ->
                  name.matches(
                      "blobs/sha256/[0-9a-f]{2}/[0-9a-f]{64}|uploads/[0-9a-f-]{36}|uploads\\.lock"));
    }
  }

  private static String relative(Path file) {
    return folder.resolve("data").relativize(file).toString();
  }

  private static void assertRefused(RawConnection.Reply reply, int status) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.body()).startsWith("{\"errors\":[{\"code\":\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /v2/../../etc/passwd | 400",
        "GET /v2/a/../../../etc/manifests/v1 | 400",
        "GET /v2/%2e%2e/%2e%2e/manifests/v1 | 400",
        "GET /v2/a%2f..%2f..%2fb/manifests/v1 | 400",
        "GET /v2/a%00b/manifests/v1 | 400",
        "GET /v2/a%5c..%5cb/manifests/v1 | 400",
        "GET /v2/a%zz/manifests/v1 | 400",
        "GET /v2/%ff/manifests/v1 | 400",
        "GET /v2/a/manifests/..%2f..%2f..%2fetc%2fpasswd | 400",
        "GET /v2/a/manifests/%c3%a9 | 404",
        "GET /v2/a/blobs/sha256:../../../etc/passwd | 404",
        "GET /v2/a/blobs/sha256:..%2f..%2f..%2fetc%2fpasswd | 400",
        "GET /v2/a/blobs/..%3a..  | 400",
        "GET /v2/a/blobs/uploads/..%2f..%2fetc%2fpasswd | 400",
        "GET /v2/a/blobs/uploads/-1 | 404",
        "PATCH /v2/a/blobs/uploads/00000000-0000-0000-0000-00000000000g | 404",
        "GET /v2/a/referrers/sha256:* | 400",
        "GET /v2/_catalog?last=%00 | 400",
        "GET /v2/_catalog?n=-9223372036854775809 | 400",
        "TRACE /v2/ | 405",
        "get /v2/ | 405",
        "GE\u0001T /v2/ | 400"
      })
  void refusesPathsThatLeadElsewhere(String line, int status) throws Exception {
    assertRefused(RawConnection.send(uri, line + " HTTP/1.1"), status);
  }

  static List<String> largeHeads() {
    String flood =
        IntStream.range(0, 5000).mapToObj("X-%d: y\r\n"::formatted).collect(Collectors.joining());
    return List.of(
        "GET /v2/" + "a".repeat(100_000) + "/manifests/v1 HTTP/1.1\r\nHost: r\r\n\r\n",
        "GET /v2/?" + "a=b&".repeat(50_000) + " HTTP/1.1\r\nHost: r\r\n\r\n",
        "GET /v2/ HTTP/1.1\r\nHost: r\r\n" + flood + "\r\n",
        "GET /v2/ HTTP/1.1\r\nHost: r\r\nX: " + "y".repeat(1_000_000) + "\r\n\r\n",
        "GET /v2/ HTTP/1.1\r\nHost: r\r\nContent-Length: -5\r\n\r\n",
        "PUT /v2/a/manifests/v HTTP/1.1\r\nHost: r\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        "GET /v2/ HTTP/1.1\r\nno colon\r\nHost: r\r\nConnection: close\r\n\r\n",
        "GET /v2/ HTTP/1.1\r\nHost: two words\r\n\r\n",
        "GET /v2/ HTTP/1.1\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("largeHeads")
  void refusesHeadsThatAreLargeOrMalformed(String head) throws Exception {
    assertRefused(RawConnection.sendAll(uri, head), 400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Transfer-Encoding: chunked | zz~hello~0~~ | 400",
        "Transfer-Encoding: chunked | fffffffffffffffff~hello~ | 400",
        "Transfer-Encoding: chunked | 5~hello, and more than five~0~~ | 400",
        "Transfer-Encoding: rot13 | hello | 501",
        "Expect: nothing | hello | 417"
      })
  void refusesBodiesThatAreMalformed(String header, String body, int status) throws Exception {
    assertRefused(
        RawConnection.sendAll(
            uri,
            "%s HTTP/1.1\r\nHost: r\r\n%s\r\n%s\r\nConnection: close\r\n\r\n%s"
                .formatted(MANIFEST, OCI, header, body.replace("~", "\r\n"))),
        status);
  }

  @Test
  void keepsWhatCameOfABodyWhoseChunksBreak() throws Exception {
    String upload = wire.begin("hostile");

    assertRefused(
        RawConnection.sendAll(
            uri,
            "PATCH %s HTTP/1.1\r\nHost: r\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n"
                .formatted(upload)),
        400);

    assertThat(wire.send("GET", upload).header("Range")).isEqualTo("0-4");
  }

  static Stream<String> manifests() {
    String config =
        "\"config\":{\"mediaType\":\"a/b\",\"digest\":\"%s\",\"size\":2},\"layers\":[]"
            .formatted(Content.of("{}").digest());
    String annotations =
        IntStream.range(0, 400_000)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining("\":\"\",\"", "{\"", "\":\"\"}"));
    String children =
        IntStream.range(0, 20_000)
            .mapToObj(
                i ->
                    "{\"mediaType\":\"a/b\",\"size\":1,\"digest\":\"%s\"}"
                        .formatted(Content.of("child " + i).digest()))
            .collect(Collectors.joining(",", "[", "]"));
    return Stream.of(
        "400 " + "[".repeat(4_000_000),
        "400 {\"a\":".repeat(1) + "{\"a\":".repeat(600_000),
        "413 {\"schemaVersion\":2,%s,\"annotations\":%s}".formatted(config, annotations),
        "404 {\"schemaVersion\":2,\"layers\":%s,%s}"
            .formatted(children, config.replace(",\"layers\":[]", "")),
        "400 {\"schemaVersion\":2,%s,\"artifactType\":\"a\\u0000b\"}".formatted(config),
        "400 {\"schemaVersion\":2,%s,\"artifactType\":\"%s\"}".formatted(config, "a".repeat(999)),
        "400 {\"schemaVersion\":2,%s,%s}".formatted(config, config),
        "400 {\"schemaVersion\":2,%s}".formatted(config.replace("\"size\":2", "\"size\":-1")),
        "400 {\"schemaVersion\":2,%s}".formatted(config.replace("\"size\":2", "\"size\":1e400")),
        "400 {\"schemaVersion\":2,%s}".formatted(config.replace("\"size\":2", "\"size\":3")),
        "400 {\"schemaVersion\":2,%s}".formatted(config.replace("sha256:", "sha256:../../")),
        "400 {\"schemaVersion\":%s,%s}".formatted("9".repeat(100_000), config),
        "400 {\"schemaVersion\":2,%s,\"Layers\":[]}".formatted(config),
        "400 \u00ff\u00fe\u0000{",
        "400 ");
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void refusesManifestsThatAreTraps(String expected) throws Exception {
    String manifest = expected.substring(4);
    try (RawConnection connection = RawConnection.to(uri)) {
      connection.begin(MANIFEST, manifest.length(), OCI, "Connection: close");
      connection.say(manifest);

      assertRefused(connection.rest(), Integer.parseInt(expected.substring(0, 3)));
    }
    assertThat(wire.send("HEAD", "/v2/hostile/manifests/v1").status()).isEqualTo(404);
  }

  @Test
  void takesAnnotationsThatAreNoText() throws Exception {
    String manifest =
        "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a/b\",\"digest\":\"%s\",\"size\":2},\"layers\":[],\"annotations\":{\"a\\u0000\":\"\\ud800\"}}"
            .formatted(Content.of("{}").digest());

    Wire.Answer answer =
        wire.send(
            "PUT",
            "/v2/hostile/manifests/odd",
            manifest.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            MediaType.OCI_MANIFEST.value());

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(wire.send("GET", "/v2/hostile/manifests/odd").text()).isEqualTo(manifest);
  }

  @Test
  void stopsReadingAManifestThatDoesNotEnd() throws Exception {
    try (RawConnection connection = RawConnection.to(uri)) {
      connection.say(
          "%s HTTP/1.1\r\nHost: r\r\n%s\r\nTransfer-Encoding: chunked\r\n\r\n"
              .formatted(MANIFEST, OCI));
      String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
      for (int i = 0; i < 65; i++) {
        connection.say(chunk);
      }

      assertThat(connection.rest().text()).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void letsOneRequestAtATimeWriteToAnUpload() throws Exception {
    String upload = wire.begin("hostile");
    try (RawConnection first = RawConnection.to(uri)) {
      first.begin("PATCH " + upload, 10, "Connection: close");
      first.say("01234");
      awaitOffset(upload, "0-4");

      Wire.Answer second = wire.send("PATCH", upload, new byte[5]);
      Wire.Answer cancel = wire.send("DELETE", upload);
      first.say("56789");

      assertThat(second.status()).isEqualTo(416);
      assertThat(cancel.status()).isEqualTo(416);
      assertThat(first.rest().status()).isEqualTo(202);
    }
    assertThat(wire.send("GET", upload).header("Range")).isEqualTo("0-9");
  }

  private static void awaitOffset(String upload, String range) throws Exception {
    while (!wire.send("GET", upload).header("Range").equals(range)) {
      Thread.sleep(10);
    }
  }

  @Test
  void servesOthersWhileManyBodiesStallAndThenGivesThemUp() throws Exception {
    List<String> uploads = new ArrayList<>();
    List<RawConnection> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < STALLED; i++) {
        String upload = wire.begin("hostile");
        RawConnection connection = RawConnection.to(uri);
        connection.begin("PATCH " + upload, 100);
        connection.say("0123456789");
        uploads.add(upload);
        stalled.add(connection);
      }

      // More of them than there are connections to the database.
      assertThat(wire.push("hostile", Content.of("served meanwhile")).status()).isEqualTo(201);

      for (RawConnection connection : stalled) {
        assertRefused(connection.rest(), 400);
      }
      for (String upload : uploads) {
        assertThat(wire.send("GET", upload).header("Range")).isEqualTo("0-9");
      }
    } finally {
      closeAll(stalled);
    }
  }

  @Test
  void servesOthersWhileManyHeadsTrickleAndThenGivesThemUp() throws Exception {
    List<RawConnection> slow = new ArrayList<>();
    try {
      for (int i = 0; i < STALLED; i++) {
        RawConnection connection = RawConnection.to(uri);
        connection.say("GET /v2/ HTTP/1.1\r\nHost: ");
        slow.add(connection);
      }

      assertThat(wire.send("GET", "/v2/").status()).isEqualTo(200);

      for (RawConnection connection : slow) {
        assertThat(connection.rest().status()).isNotEqualTo(200);
      }
    } finally {
      closeAll(slow);
    }
  }

  private static void closeAll(List<RawConnection> connections) throws IOException {
    for (RawConnection connection : connections) {
      connection.close();
    }
  }

  @Test
  void answersWithTheWholeToAThousandRanges() throws Exception {
    Content blob = Content.seeded(1, 10_000);
    wire.push("hostile", blob);
    String ranges =
        IntStream.range(0, 1000)
            .mapToObj(i -> "%d-%d".formatted(i, i))
            .collect(Collectors.joining(",", "bytes=", ""));

    Wire.Answer answer = wire.send("GET", "/v2/hostile/blobs/" + blob.digest(), "Range", ranges);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.bytes()).hasSize(10_000);
  }
}
