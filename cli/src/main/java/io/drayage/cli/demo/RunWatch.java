package io.drayage.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Shows how a run gets on, a line for each change, until it stands. */
record RunWatch(PlatformApi api, PrintStream out) {
  private static final Set<String> MOVING = Set.of("queued", "planning", "running");
  private static final int PAUSE_MILLIS = 50;

  /** Returns the run as it stands in the end. */
  JsonNode watch(JsonNode run) throws IOException, InterruptedException {
    String shown = "";
    while (true) {
      JsonNode now = api.get("/runs/" + run.path("id").asLong());
      String line = line(now);
      if (!line.equals(shown)) {
        out.println("  " + line);
        out.flush();
        shown = line;
      }
      if (!MOVING.contains(now.path("state").asString(""))) {
        return now;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static String line(JsonNode run) {
    JsonNode counts = run.path("counts");
    return "run %d is %s: %d images, %d copied, %d unchanged, %d failed, %,d of %,d bytes"
        .formatted(
            run.path("id").asLong(),
            run.path("state").asString(""),
            counts.path("images").asInt(),
            counts.path("copied").asInt(),
            counts.path("unchanged").asInt(),
            counts.path("failed").asInt(),
            counts.path("bytesMoved").asLong(),
            counts.path("bytesPlanned").asLong());
  }
}
