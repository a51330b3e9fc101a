package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.service.Service;
import io.drayage.cli.service.ServiceFlags;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code dray sync run|pause|resume|cancel|retry}: syncs of a service, and their runs. */
record SyncWordCommand(Word word) implements Command {

  /** What is done. */
  enum Word {
    RUN("run", "Run a sync of a service now", ""),
    PAUSE("pause", "Begin no further image of a run of a sync", ""),
    RESUME("resume", "Go on with a run that was paused", "paused"),
    CANCEL("cancel", "Stop the run of a sync for good", ""),
    RETRY("retry", "Try the images again that failed in the latest run", "failed");

    private final String label;
    private final String summary;
    private final String state;

    /**
     * @param state of the runs that it is for; empty for the latest, whatever its state
     */
    Word(String label, String summary, String state) {
      this.label = label;
      this.summary = summary;
      this.state = state;
    }
  }

  /** The command of a second word, if it is one. */
  static Optional<Command> find(String label) {
    for (Word word : Word.values()) {
      if (word.label.equals(label)) {
        return Optional.of(new SyncWordCommand(word));
      }
    }
    return Optional.empty();
  }

  @Override
  public String name() {
    return "sync " + word.label;
  }

  @Override
  public Description description() {
    return new Description(
        word.summary,
        "NAME",
        List.of(
            "With --watch it is followed to its end, also over connections that break. The exit"
                + " code is 1 then if the run did not succeed. Ctrl-C ends the watching alone.",
            "The sync is one of a service. Without a service, dray sync --src … copies many images"
                + " by itself, see dray-sync(1)."),
        List.of("dray sync %s base-images --watch".formatted(word.label)));
  }

  @Override
  public void declare(Flags flags) {
    flags
        .toggle("-w, --watch", "show the progress until the run ends")
        .text("-o, --output", "text|json", "print one JSON document instead, the run");
    ServiceFlags.declare(flags);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    String name = arguments.exactly(1, "Exactly one sync expected").getFirst();
    boolean json = RunWatch.wantsJson(arguments);
    return ServiceCall.run(
        arguments,
        invocation,
        service -> {
          JsonNode run = tell(service, name);
          if (arguments.isOn("--watch")) {
            return new RunWatch(service, invocation).toTheEnd(run, json);
          }
          invocation
              .out()
              .println(
                  json
                      ? run.toPrettyString()
                      : "run %d of %s is %s"
                          .formatted(
                              run.path("id").asLong(), name, run.path("state").asString("")));
          return ExitCode.SUCCESS;
        });
  }

  private JsonNode tell(Service service, String name) throws IOException {
    if (word == Word.RUN) {
      return service.post("syncs/" + Service.word(name) + "/runs");
    }
    String filter = word.state.isEmpty() ? "" : "&state=" + word.state;
    JsonNode latest =
        service.get("runs?limit=1&sync=%s%s".formatted(Service.word(name), filter)).path("runs");
    if (latest.isEmpty()) {
      throw new UsageException(
          "there is no %srun of %s".formatted(word.state.isEmpty() ? "" : word.state + " ", name));
    }
    return service.post("runs/%d/%s".formatted(latest.get(0).path("id").asLong(), word.label));
  }
}
