package io.drayage.copier;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What a run costs that finds nothing to do.
 *
 * <p>{@code -Ddrayage.tags=10000 -Ddrayage.repositories=200} asks for the large one.
 */
class ThroughputIT {
  private static final int TAGS = Integer.getInteger("drayage.tags", 500);
  private static final int REPOSITORIES = Integer.getInteger("drayage.repositories", 20);

  @TempDir Path data;

  @Test
  void asksTwiceForEachTagThatHasNotChanged() throws Exception {
    try (MemoryRegistry source = MemoryRegistry.start();
        MemoryRegistry destination = MemoryRegistry.start();
        RunningCopier copier = RunningCopier.start(data, "--drayage.copier.polling=50ms")) {
      Api api = copier.api();
      api.put("/registries/" + source.authority(), "{'tls': 'skip'}");
      api.put("/registries/" + destination.authority(), "{'tls': 'skip'}");
      List<String> sources = new ArrayList<>();
      for (int i = 0; i < REPOSITORIES; i++) {
        String[] tags =
            IntStream.range(0, TAGS / REPOSITORIES)
                .mapToObj("1.%d"::formatted)
                .toArray(String[]::new);
        ImageFixture image = SeededImages.image(i + 1);
        image.storeIn(source, "team/app" + i, tags);
        image.storeIn(destination, "mirror/team/app" + i, tags);
        sources.add("{'repository': '%s/team/app%d'}".formatted(source.authority(), i));
      }
      api.put(
          "/syncs/mirror",
          "{'sources': [%s], 'destination': '%s/mirror/{path}'}"
              .formatted(String.join(",", sources), destination.authority()));
      api.await(api.post("/syncs/mirror/runs")); // connections, and what is compiled on the way
      source.log().clear();
      destination.log().clear();

      long begin = System.nanoTime();
      List<Double> answers = new ArrayList<>();
      JsonNode run = await(api, api.post("/syncs/mirror/runs"), answers);
      double seconds = (System.nanoTime() - begin) / 1e9;

      int lists = source.log().count("GET", "/tags/");
      int requests = source.log().count() + destination.log().count() - lists;
      System.out.printf(
          "%d tags in %d repositories, nothing changed: %d lists, %.2f requests a tag, %.1f s,"
              + " %.0f tags/s; the API answers within %.0f ms (p99 of %d)%n",
          TAGS,
          REPOSITORIES,
          lists,
          requests / (double) TAGS,
          seconds,
          TAGS / seconds,
          answers.get((int) Math.ceil(answers.size() * 0.99) - 1),
          answers.size());
      assertThat(run.path("counts").path("unchanged").asInt()).isEqualTo(TAGS);
      assertThat(lists).isEqualTo(REPOSITORIES);
      assertThat(requests - CHECKS * 2).isLessThanOrEqualTo(2 * TAGS);
    }
  }

  /** Each side is asked once whether it speaks TLS, and once whether it wants credentials. */
  private static final int CHECKS = 2;

  private static JsonNode await(Api api, JsonNode run, List<Double> answers) throws Exception {
    while (true) {
      long begin = System.nanoTime();
      JsonNode now = api.get("/runs/" + run.path("id").asLong());
      answers.add((System.nanoTime() - begin) / 1e6);
      if (now.path("state").asString().equals("succeeded")) {
        Collections.sort(answers);
        return now;
      }
      Thread.sleep(5);
    }
  }
}
