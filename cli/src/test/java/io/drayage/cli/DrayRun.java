package io.drayage.cli;

import io.drayage.cli.program.Program;
import io.drayage.image.Platform;
import io.drayage.registries.ConfigEnvironment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** One run of the program inside the test's process, with a home folder of its own. */
record DrayRun(int exitCode, String output, String errors) {

  /** Runs a command for whom everything of the user and the system is below a folder. */
  static DrayRun of(Path home, String... words) {
    return withInput(home, "", words);
  }

  static DrayRun withInput(Path home, String input, String... words) {
    return run(home, Map.of(), new NobodyThere(), input, words);
  }

  static DrayRun withVariables(Path home, Map<String, String> variables, String... words) {
    return run(home, variables, new NobodyThere(), "", words);
  }

  /** A person at the terminal answers every question in the same way. */
  static DrayRun withAnswer(Path home, String answer, String... words) {
    return run(home, Map.of(), new SomebodyThere(answer), "", words);
  }

  private static DrayRun run(
      Path home, Map<String, String> variables, Terminal terminal, String input, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream printedOut = new PrintStream(out, false, StandardCharsets.UTF_8);
    PrintStream printedErr = new PrintStream(err, false, StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(
            new ConfigEnvironment(variables, home, 1000, home),
            Platform.of("linux", "amd64"),
            terminal,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            printedOut,
            printedErr);
    int code = new Program(surroundings).run(words);
    printedOut.flush();
    printedErr.flush();
    return new DrayRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
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

  private record SomebodyThere(String answer) implements Terminal {
    @Override
    public boolean isInteractive() {
      return true;
    }

    @Override
    public int columns() {
      return 80;
    }

    @Override
    public Optional<String> ask(String prompt) {
      return Optional.of(answer);
    }

    @Override
    public Optional<String> askSecretly(String prompt) {
      return Optional.of(answer);
    }
  }
}
