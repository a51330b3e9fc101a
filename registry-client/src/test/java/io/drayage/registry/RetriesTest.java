package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Credential;
import io.drayage.image.RepositoryName;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private static final String TAGS = "{\"tags\":[\"v1\"]}";

  private final TestClient clients = new TestClient();

  private static RepositoryName repository(ScriptedServer registry) {
    return TestClient.repository(registry.authority(), "a/b");
  }

  @Test
  void triesAgainAfterPassingFailuresWithGrowingPauses() throws IOException {
    for (int status : new int[] {408, 429, 500, 502, 503, 504}) {
      clients.slept.clear();
      try (var registry =
              new ScriptedServer(
                  (_, number) ->
                      number < 4
                          ? ScriptedServer.answer(status, "", "")
                          : ScriptedServer.answer(200, "", TAGS));
          var client = clients.open(registry.authority())) {
        assertThat(client.tags(repository(registry)).tags()).hasSize(1);
        assertThat(registry.asked()).hasSize(4);
        assertThat(clients.slept).hasSize(3);
        for (int i = 0; i < 3; i++) {
          assertThat(clients.slept.get(i).toMillis()).isBetween(50L << i, 100L << i);
        }
      }
    }
  }

  @Test
  void givesUpAfterLastAttemptWithWhatTheRegistrySaid() {
    try (var registry =
            new ScriptedServer(
                (_, _) -> ScriptedServer.answer(503, "", "<h1>down for maintenance</h1>"));
        var client = clients.open(registry.authority())) {
      assertThatThrownBy(() -> client.tags(repository(registry)))
          .isInstanceOf(RegistryException.Unavailable.class)
          .hasMessageContaining("503")
          .hasMessageContaining("down for maintenance");
      assertThat(registry.asked()).hasSize(4);
    }
  }

  @Test
  void triesAgainWhenConnectionBreaks() throws IOException {
    try (var registry =
            new ScriptedServer(
                (_, number) ->
                    number < 3 ? ScriptedServer.hangUp() : ScriptedServer.answer(200, "", TAGS));
        var client = clients.open(registry.authority())) {
      assertThat(client.tags(repository(registry)).tags()).hasSize(1);
      assertThat(registry.asked()).hasSize(3);
    }
  }

  @Test
  void namesRegistryThatIsNotThere() throws IOException {
    int closed;
    try (var socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    try (var client = clients.open("127.0.0.1:" + closed)) {
      assertThatThrownBy(client::ping)
          .isInstanceOf(RegistryException.Unavailable.class)
          .hasMessageContaining("127.0.0.1:" + closed);
      assertThat(clients.slept).hasSize(3);
    }
  }

  @Test
  void doesNotRepeatWhatTheRegistryRefuses() {
    for (int status : new int[] {400, 403, 404, 405, 501}) {
      try (var registry = new ScriptedServer((_, _) -> ScriptedServer.answer(status, "", ""));
          var client = clients.open(registry.authority())) {
        assertThatThrownBy(() -> client.tags(repository(registry)))
            .isInstanceOf(RegistryException.class);
        assertThat(registry.asked()).hasSize(1);
      }
    }
  }

  @Test
  void waitsAsLongAsTheRegistryAsks() throws IOException {
    try (var registry =
            new ScriptedServer(
                (_, number) ->
                    number == 1
                        ? ScriptedServer.answer(429, "Retry-After: 17\r\n", "")
                        : ScriptedServer.answer(200, "", TAGS));
        var client =
            clients.open(
                registry.authority(),
                new Credential.Anonymous(),
                clients.options().withClock(() -> Instant.EPOCH))) {
      client.tags(repository(registry));

      assertThat(clients.slept).contains(Duration.ofSeconds(17));
    }
  }

  @Test
  void readsDateInRetryAfter() throws IOException {
    try (var registry =
            new ScriptedServer(
                (_, number) ->
                    number == 1
                        ? ScriptedServer.answer(
                            503,
                            "Date: %s\r\nRetry-After: %s\r\n"
                                .formatted(
                                    "Tue, 24 Nov 2026 08:00:00 GMT",
                                    "Tue, 24 Nov 2026 08:00:05 GMT"),
                            "")
                        : ScriptedServer.answer(200, "", TAGS));
        var client = clients.open(registry.authority())) {
      client.tags(repository(registry));

      assertThat(clients.slept).containsExactly(Duration.ofSeconds(5));
    }
  }

  @Test
  void doesNotWaitLongerThanItsPolicyAllows() {
    try (var registry =
            new ScriptedServer(
                (_, _) ->
                    ScriptedServer.answer(
                        429,
                        "Retry-After: 3600\r\n",
                        "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",\"message\":\"slow down\"}]}"));
        var client = clients.open(registry.authority())) {
      assertThatThrownBy(() -> client.tags(repository(registry)))
          .isInstanceOfSatisfying(
              RegistryException.RateLimited.class,
              e -> assertThat(e.retryAfter()).contains(Duration.ofHours(1)))
          .hasMessageContaining("TOOMANYREQUESTS: slow down")
          .hasMessageContaining("3600 s");
      assertThat(registry.asked()).hasSize(1);
      assertThat(clients.slept).isEmpty();
    }
  }

  @Test
  void slowsDownWhenFewRequestsAreLeft() throws IOException {
    try (var registry =
            new ScriptedServer(
                (_, number) ->
                    ScriptedServer.answer(
                        200,
                        "RateLimit-Limit: 100;w=100\r\nRateLimit-Remaining: %d;w=100\r\n"
                            .formatted(number == 1 ? 50 : 2),
                        TAGS));
        var client =
            clients.open(
                registry.authority(),
                new Credential.Anonymous(),
                clients.options().withClock(() -> Instant.EPOCH))) {
      client.tags(repository(registry));
      client.tags(repository(registry));
      assertThat(clients.slept).isEmpty();

      client.tags(repository(registry));
      assertThat(clients.slept).containsExactly(Duration.ofSeconds(1));
    }
  }

  @Test
  void readsOnlyTheBeginningOfAnEndlessError() {
    try (var registry =
            new ScriptedServer(
                (_, _) ->
                    out -> {
                      ScriptedServer.write(out, 400, "");
                      byte[] block = new byte[100_000];
                      java.util.Arrays.fill(block, (byte) 'x');
                      for (int i = 0; i < 10_000; i++) {
                        out.write(block);
                      }
                      return false;
                    });
        var client = clients.open(registry.authority())) {
      assertThatThrownBy(() -> client.tags(repository(registry)))
          .isInstanceOf(RegistryException.InvalidContent.class)
          .message()
          .hasSizeLessThan(1000);
    }
  }

  @Test
  void reportsWhatIsNotHttp() {
    try (var registry =
            new ScriptedServer(
                (_, _) ->
                    out -> {
                      out.write(
                          "SSH-2.0-OpenSSH_9.2\r\n\r\n"
                              .repeat(100)
                              .getBytes(java.nio.charset.StandardCharsets.UTF_8));
                      return false;
                    });
        var client = clients.open(registry.authority())) {
      assertThatThrownBy(() -> client.tags(repository(registry)))
          .isInstanceOf(RegistryException.class);
    }
  }
}
