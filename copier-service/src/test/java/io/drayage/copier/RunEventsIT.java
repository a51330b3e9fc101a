package io.drayage.copier;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunEventsIT {
  private static final int IMAGES = 12;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir static Path data;
  private static RunningCopier copier;
  private static MemoryRegistry source;
  private static MemoryRegistry destination;

  @BeforeAll
  static void start() throws Exception {
    copier = RunningCopier.start(data);
    source = MemoryRegistry.start();
    destination = MemoryRegistry.start();
    Api api = copier.api();
    api.put("/registries/" + source.authority(), "{'tls': 'skip'}");
    api.put("/registries/" + destination.authority(), "{'tls': 'skip'}");
    for (int i = 0; i < IMAGES; i++) {
      SeededImages.image(i).storeIn(source, "team/app", "1." + i);
    }
  }

  @AfterAll
  static void stop() {
    copier.close();
    source.close();
    destination.close();
  }

  private record Event(long id, String name, JsonNode about) {}

  private static HttpResponse<InputStream> open(long run, String last) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d/api/v1/runs/%d/events".formatted(copier.port(), run)));
    if (!last.isEmpty()) {
      request.header("Last-Event-ID", last);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
  }

  /** Reads a number of events, and breaks the connection; less when the stream ends before. */
  private static List<Event> read(HttpResponse<InputStream> response, int most) throws IOException {
    List<Event> events = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      long id = 0;
      String name = "";
      String line = reader.readLine();
      while (line != null && events.size() < most) {
        if (line.startsWith("id: ")) {
          id = Long.parseLong(line.substring(4));
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          events.add(new Event(id, name, JSON.readTree(line.substring(6))));
        }
        line = reader.readLine();
      }
    }
    return events;
  }

  private static JsonNode run(String sync) throws Exception {
    Api api = copier.api();
    api.put(
        "/syncs/" + sync,
        "{'sources': [{'repository': '%s/team/app'}], 'destination': '%s/%s/{path}'}"
            .formatted(source.authority(), destination.authority(), sync));
    return api.post("/syncs/" + sync + "/runs");
  }

  @Test
  void tellsEverythingOnceToOneWhoLosesTheConnectionAgainAndAgain() throws Exception {
    long id = run("lossy").path("id").asLong();
    List<Event> all = new ArrayList<>();
    HttpResponse<InputStream> response = open(id, "");
    while (response.statusCode() == 200) {
      assertThat(response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      read(response, 3).stream().filter(event -> !event.name().equals("end")).forEach(all::add);
      response = open(id, Long.toString(all.getLast().id()));
    }

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(all).extracting(Event::id).doesNotHaveDuplicates().isSorted();
    assertThat(all.stream().filter(event -> event.name().equals("image")))
        .extracting(event -> event.about().path("about").path("destination").asString())
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, IMAGES)
                .mapToObj(i -> "%s/lossy/team/app:1.%d".formatted(destination.authority(), i))
                .toList());
    assertThat(all.stream().filter(event -> event.name().equals("state")))
        .extracting(event -> event.about().path("about").path("state").asString())
        .containsExactly("queued", "planning", "running", "succeeded");
  }

  @Test
  void remembersTheLastWordOfEachWorkerOnly() throws Exception {
    long id = run("progress").path("id").asLong();
    read(open(id, ""), Integer.MAX_VALUE);

    List<Event> later = read(open(id, ""), Integer.MAX_VALUE);

    List<Event> progress = later.stream().filter(event -> event.name().equals("progress")).toList();
    assertThat(progress).hasSize(1);
    JsonNode about = progress.getFirst().about().path("about");
    assertThat(about.path("images").asInt()).isPositive();
    assertThat(about.path("bytes").asLong()).isPositive();
    assertThat(about.path("blobs")).isEmpty();
  }

  @Test
  void sendsNobodyBackToAStreamThatHasEnded() throws Exception {
    long id = run("ended").path("id").asLong();
    List<Event> events = read(open(id, ""), Integer.MAX_VALUE);
    assertThat(events.getLast().name()).isEqualTo("end");
    assertThat(events.getLast().about().path("state").asString()).isEqualTo("succeeded");

    HttpResponse<InputStream> again = open(id, Long.toString(events.getLast().id()));

    assertThat(again.statusCode()).isEqualTo(204);
    assertThat(copier.api().send("GET", "/runs/999999/events", "").status()).isEqualTo(404);
  }
}
