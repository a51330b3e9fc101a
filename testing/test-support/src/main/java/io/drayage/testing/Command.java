package io.drayage.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * A program that a test runs to its end, with an empty standard input unless {@link #input} says
 * otherwise. What it writes is read to the end and kept up to 4 MiB a stream; it is killed after
 * two minutes, or after what {@link #within} says.
 */
public final class Command {
  private static final int KEPT = 4 << 20;

  private final List<String> words;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Optional<Path> workingFolder = Optional.empty();
  private String input = "";
  private Duration limit = Duration.ofMinutes(2);

  private Command(List<String> words) {
    this.words = List.copyOf(words);
  }

  public static Command of(String program, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(program);
    words.addAll(List.of(arguments));
    return new Command(words);
  }

  /** Adds or replaces a variable of the environment. */
  public Command with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Runs it in this folder instead of the test's. */
  public Command in(Path folder) {
    workingFolder = Optional.of(folder);
    return this;
  }

  /** Writes this to its standard input; a few kilobytes at most, which a pipe holds. */
  public Command input(String text) {
    input = text;
    return this;
  }

  public Command within(Duration time) {
    limit = time;
    return this;
  }

  /**
   * Runs it.
   *
   * @throws AssertionError when it takes too long
   */
  public CommandResult run() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    workingFolder.ifPresent(folder -> builder.directory(folder.toFile()));
    Process process = builder.start();
    try {
      feed(process);
      FutureTask<String> output = read(process.getInputStream());
      FutureTask<String> errors = read(process.getErrorStream());
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(
            "%s did not end within %s%n%s".formatted(String.join(" ", words), limit, text(errors)));
      }
      return new CommandResult(words, process.exitValue(), text(output), text(errors));
    } finally {
      process.destroyForcibly();
    }
  }

  private void feed(Process process) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // A program may end without reading; how it ended is the result.
      return;
    }
  }

  private static FutureTask<String> read(InputStream in) {
    Callable<String> reading =
        () -> {
          byte[] kept = in.readNBytes(KEPT);
          in.transferTo(OutputStream.nullOutputStream());
          return new String(kept, StandardCharsets.UTF_8);
        };
    FutureTask<String> task = new FutureTask<>(reading);
    Thread.ofVirtual().start(task);
    return task;
  }

  private static String text(FutureTask<String> task) throws IOException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}
