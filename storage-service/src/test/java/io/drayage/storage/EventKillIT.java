package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.RegistryUpload;
import io.drayage.testing.SeededImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The registry is killed while the receiver holds its first event and others wait. */
class EventKillIT {
  private static final String ENDPOINT = "--drayage.storage.events.endpoints[0].";

  @TempDir Path data;

  @Test
  void losesNoEventWhenItIsKilled() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch killed = new CountDownLatch(1);
    try (EventReceiver receiver =
        EventReceiver.answering(
            _ -> {
              arrived.countDown();
              await(killed);
              return 200;
            })) {
      List<String> settings = new ArrayList<>(SharedPostgres.newDatabase());
      settings.add(ENDPOINT + "name=receiver");
      settings.add(ENDPOINT + "url=" + receiver.url());
      settings.add(ENDPOINT + "timeout=2s");
      settings.add(ENDPOINT + "actions=manifest.push");
      try (ServiceProcess first = ServiceProcess.start(data, settings);
          RegistryUpload upload = new RegistryUpload(first.uri())) {
        for (int i = 0; i < 5; i++) {
          upload.push(SeededImages.image(1), "killed/app", "v" + i);
        }
        assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
        first.kill();
      }
      killed.countDown();

      try (ServiceProcess _ = ServiceProcess.start(data, settings)) {
        receiver.await(messages -> ids(messages).size() == 5);

        assertThat(tags(receiver.messages())).containsExactly("v0", "v1", "v2", "v3", "v4");
        assertThat(receiver.messages())
            .as("the one that was held came twice")
            .hasSizeGreaterThan(5);
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(EventReceiver.Message message) {
    return JsonMapper.shared().readTree(message.body());
  }

  private static List<String> ids(List<EventReceiver.Message> messages) {
    return messages.stream().map(m -> json(m).path("id").asString()).distinct().toList();
  }

  private static List<String> tags(List<EventReceiver.Message> messages) {
    return messages.stream()
        .map(m -> json(m).path("data").path("tag").asString())
        .distinct()
        .toList();
  }
}
