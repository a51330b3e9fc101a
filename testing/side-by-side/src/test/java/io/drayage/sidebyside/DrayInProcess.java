package io.drayage.sidebyside;

import io.drayage.cli.Surroundings;
import io.drayage.cli.Terminal;
import io.drayage.cli.program.Program;
import io.drayage.image.Platform;
import io.drayage.registries.ConfigEnvironment;
import io.drayage.testing.Command;
import io.drayage.testing.CommandResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dray without the start of a process for each command line. */
final class DrayInProcess implements Tool {
  @Override
  public String name() {
    return "dray";
  }

  @Override
  public CommandResult run(Path folder, List<String> words, String input)
      throws IOException, InterruptedException {
    if (words.contains("layers")) {
      // It writes to the working folder, which only a process of its own has.
      return inProcessOfItsOwn(folder, words);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream printedOut = new PrintStream(out, false, StandardCharsets.UTF_8);
    PrintStream printedErr = new PrintStream(err, false, StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(
            new ConfigEnvironment(
                Map.of(
                    "XDG_RUNTIME_DIR",
                    folder.resolve("run").toString(),
                    "PATH",
                    System.getenv().getOrDefault("PATH", "")),
                folder.resolve("home"),
                1000,
                folder.resolve("root")),
            Platform.of("linux", "amd64"),
            new NobodyThere(),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            printedOut,
            printedErr);
    int code = new Program(surroundings).run(words.toArray(String[]::new));
    printedOut.flush();
    printedErr.flush();
    return new CommandResult(
        words, code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static CommandResult inProcessOfItsOwn(Path folder, List<String> words)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add("-XX:TieredStopAtLevel=1");
    line.add("-Dslf4j.internal.verbosity=ERROR");
    line.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            io.drayage.cli.program.Main.class.getName()));
    line.addAll(words);
    return Command.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            line.toArray(String[]::new))
        .in(folder)
        .with("HOME", folder.resolve("home").toString())
        .with("XDG_RUNTIME_DIR", folder.resolve("run").toString())
        .run();
  }

  private static final class NobodyThere implements Terminal {
    @Override
    public boolean isInteractive() {
      return false;
    }

    @Override
    public int columns() {
      return 80;
    }

    @Override
    public Optional<String> ask(String prompt) {
      return Optional.empty();
    }

    @Override
    public Optional<String> askSecretly(String prompt) {
      return Optional.empty();
    }
  }
}
