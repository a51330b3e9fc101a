package io.drayage.cli.command;

import io.drayage.api.client.ServerSentEvent;
import io.drayage.cli.ExitCode;
import io.drayage.cli.Terminal;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.progress.BarScreen;
import io.drayage.cli.progress.Detail;
import io.drayage.cli.progress.PlainScreen;
import io.drayage.cli.progress.RemoteTransfers;
import io.drayage.cli.progress.Screen;
import io.drayage.cli.progress.SilentScreen;
import io.drayage.cli.progress.Sizes;
import io.drayage.cli.service.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Follows a run of a service and shows how far it is. */
final class RunWatch {
  private final Service service;
  private final Invocation invocation;

  RunWatch(Service service, Invocation invocation) {
    this.service = service;
    this.invocation = invocation;
  }

  /** {@code --output} of commands that follow a run. */
  static boolean wantsJson(Arguments arguments) {
    return switch (arguments.text("--output").orElse("text")) {
      case "text" -> false;
      case "json" -> true;
      default -> throw new UsageException("--output must be text or json");
    };
  }

  /** Waits until a run stands, and shows nothing. */
  JsonNode await(JsonNode run) throws IOException {
    long id = run.path("id").asLong();
    service.follow(id, _ -> {}, _ -> {});
    return service.get("runs/" + id);
  }

  /** Shows a run until it ends; the exit code says whether it succeeded. */
  int toTheEnd(JsonNode run, boolean json) throws IOException {
    long id = run.path("id").asLong();
    RemoteTransfers transfers = new RemoteTransfers(System.nanoTime());
    try (Screen screen = screen(json, transfers)) {
      service.follow(
          id,
          event -> on(id, event, transfers, screen),
          lost ->
              screen.line(
                  "The connection was lost (%s), trying again".formatted(lost.getMessage())));
    }
    JsonNode end = service.get("runs/" + id);
    invocation.out().println(json ? end.toPrettyString() : summary(end));
    return end.path("state").asString("").equals("succeeded") ? ExitCode.SUCCESS : ExitCode.FAILURE;
  }

  private Screen screen(boolean json, RemoteTransfers transfers) {
    Terminal terminal = invocation.surroundings().terminal();
    if (json) {
      return new SilentScreen();
    }
    return terminal.isInteractive()
        ? BarScreen.showing(invocation.out(), terminal.columns(), transfers::snapshot)
        : new PlainScreen(invocation.out(), Detail.IMAGES, System::nanoTime);
  }

  private void on(long run, ServerSentEvent event, RemoteTransfers transfers, Screen screen) {
    JsonNode about;
    try {
      about = JsonMapper.shared().readTree(event.data()).path("about");
    } catch (JacksonException _) {
      return; // an event of a kind that a newer service has
    }
    switch (event.name()) {
      case "state" -> {
        String state = about.path("state").asString("");
        screen.line("Run %d is %s".formatted(run, state));
        if (state.equals("running")) {
          expect(run, transfers);
        }
      }
      case "image" -> screen.line(image(about));
      case "retry" ->
          screen.line(
              "%s: %s failed (%s); it is tried again"
                  .formatted(
                      about.path("destination").asString(""),
                      about.path("step").asString(""),
                      about.path("reason").asString("")));
      case "progress" -> transfers.progress(progress(about));
      default -> {} // an event of a kind that a newer service has
    }
  }

  /** A bar without its end is better than none. */
  private void expect(long run, RemoteTransfers transfers) {
    try {
      JsonNode counts = service.get("runs/" + run).path("counts");
      transfers.expect(
          counts.path("images").asLong() - counts.path("unchanged").asLong(),
          counts.path("bytesPlanned").asLong());
    } catch (IOException e) {
      if (invocation.global().debug()) {
        e.printStackTrace(invocation.err());
      }
    }
  }

  private static RemoteTransfers.Progress progress(JsonNode about) {
    List<RemoteTransfers.Blob> blobs = new ArrayList<>();
    for (JsonNode blob : about.path("blobs")) {
      blobs.add(
          new RemoteTransfers.Blob(
              blob.path("digest").asString(""),
              blob.path("size").asLong(),
              blob.path("done").asLong()));
    }
    return new RemoteTransfers.Progress(
        about.path("worker").asString(""),
        about.path("bytes").asLong(),
        about.path("images").asLong(),
        blobs);
  }

  private static String image(JsonNode about) {
    String state = about.path("state").asString("");
    String destination = about.path("destination").asString("");
    String name = destination.isEmpty() ? about.path("source").asString("") : destination;
    return switch (state) {
      case "copied" ->
          "Copied to %s, %s%s"
              .formatted(
                  name,
                  Sizes.bytes(about.path("moved").asLong()),
                  about.hasNonNull("millis")
                      ? " in %.1fs".formatted(about.path("millis").asDouble() / 1000)
                      : "");
      case "failed" -> "Failed: %s: %s".formatted(name, about.path("reason").asString(""));
      default -> "%s is %s".formatted(name, state);
    };
  }

  private static String summary(JsonNode run) {
    JsonNode counts = run.path("counts");
    return "Run %d of %s has %s: %d copied (%s), %d unchanged, %d skipped, %d failed%s"
        .formatted(
            run.path("id").asLong(),
            run.path("sync").asString(""),
            run.path("state").asString(""),
            counts.path("copied").asLong(),
            Sizes.bytes(counts.path("bytesMoved").asLong()),
            counts.path("unchanged").asLong(),
            counts.path("skipped").asLong(),
            counts.path("failed").asLong(),
            run.hasNonNull("failure") ? "; " + run.path("failure").asString("") : "");
  }
}
