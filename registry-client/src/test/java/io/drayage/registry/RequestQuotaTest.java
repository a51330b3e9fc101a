package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Credential;
import io.drayage.image.Reference;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestQuotaTest {
  @Test
  void readsWhatDockerHubSends() {
    assertThat(RequestQuota.parse("100;w=21600", "97;w=21600"))
        .contains(new RequestQuota(100, 97, Optional.of(Duration.ofHours(6))));
    assertThat(RequestQuota.parse("100", " 0 "))
        .contains(new RequestQuota(100, 0, Optional.empty()));
  }

  @Test
  void tellsTheObserverWhatAnAnswerSays() throws IOException {
    List<String> seen = new ArrayList<>();
    RequestObserver observer =
        new RequestObserver() {
          @Override
          public void finished(FinishedRequest request) {}

          @Override
          public void quota(String host, RequestQuota quota) {
            seen.add(host + " " + quota.remaining() + " of " + quota.limit());
          }
        };
    try (ScriptedServer server =
            new ScriptedServer(
                (_, _) ->
                    ScriptedServer.answer(
                        404,
                        "RateLimit-Limit: 100;w=21600\r\nRateLimit-Remaining: 7;w=21600\r\n",
                        ""));
        RegistryClient client =
            new TestClient()
                .open(
                    server.authority(),
                    new Credential.Anonymous(),
                    RegistryClientOptions.standard().withObserver(observer))) {
      assertThat(client.headManifest(Reference.parse(server.authority() + "/app:1"))).isEmpty();

      assertThat(seen).containsExactly(server.authority() + " 7 of 100");
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 1", "many, 1", "100, -1", "100;w=1, 99999999999999999999", "1e3, 1"})
  void ignoresWhatIsNoNumber(String limit, String remaining) {
    assertThat(RequestQuota.parse(limit, remaining)).isEmpty();
  }
}
