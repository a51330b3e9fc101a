package io.drayage.registries;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One installed credential helper. */
final class HelperProgram {
  private static final int MAXIMUM_OUTPUT = 1 << 20;

  private final Path executable;
  private final ConfigEnvironment environment;

  private HelperProgram(Path executable, ConfigEnvironment environment) {
    this.executable = executable;
    this.environment = environment;
  }

  /**
   * Looks for {@code docker-credential-NAME} in the {@code PATH} of the environment.
   *
   * @throws RegistriesConfigException when the name could lead out of the {@code PATH}
   */
  static Optional<HelperProgram> find(String name, ConfigEnvironment environment)
      throws RegistriesConfigException {
    if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
      throw new RegistriesConfigException(
          "\"%s\" is no name of a credential helper; write NAME for a program docker-credential-NAME in the PATH"
              .formatted(name));
    }
    for (String folder : environment.variable("PATH").orElse("").split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder, "docker-credential-" + name);
      if (!folder.isEmpty() && Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
        return Optional.of(new HelperProgram(candidate, environment));
      }
    }
    return Optional.empty();
  }

  /** Runs the program to its end, or kills it when its time is over. */
  HelperRun run(String command, byte[] input, Duration patience) throws RegistriesConfigException {
    String name = executable.getFileName() + " " + command;
    var builder = new ProcessBuilder(executable.toString(), command);
    builder.environment().clear();
    builder.environment().putAll(environment.variables());
    try {
      Process process = builder.start();
      try {
        return talk(process, name, input, patience);
      } finally {
        kill(process);
      }
    } catch (RegistriesConfigException e) {
      throw e;
    } catch (IOException e) {
      throw new RegistriesConfigException(
          "%s failed: %s; check that it is installed completely"
              .formatted(name, Failures.reason(e)),
          e);
    }
  }

  private static HelperRun talk(Process process, String name, byte[] input, Duration patience)
      throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    var output = new FutureTask<>(() -> read(process, process.getInputStream(), name));
    var errors = new FutureTask<>(() -> read(process, process.getErrorStream(), name));
    Thread.ofVirtual().start(output);
    Thread.ofVirtual().start(errors);
    Thread.ofVirtual().start(() -> write(process, input));
    try {
      if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      // Something that the program left running may still hold its pipes.
      return new HelperRun(
          name, process.exitValue(), await(output, deadline), await(errors, deadline));
    } catch (TimeoutException e) {
      throw new RegistriesConfigException(
          "%s did not answer within %d s; is it waiting for an input?"
              .formatted(name, patience.toSeconds()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistriesConfigException(name + " was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RegistriesConfigException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    }
  }

  private static String await(FutureTask<String> text, long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    return text.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private static void kill(Process process) {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String read(Process process, InputStream stream, String name) throws IOException {
    byte[] bytes = stream.readNBytes(MAXIMUM_OUTPUT + 1);
    if (bytes.length > MAXIMUM_OUTPUT) {
      kill(process);
      throw new RegistriesConfigException(
          name
              + " printed more than 1 MiB, which is no answer; check that it is the right program");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A program that ends without reading its input says why by its exit code. */
  private static void write(Process process, byte[] input) {
    try (OutputStream stream = process.getOutputStream()) {
      stream.write(input);
    } catch (IOException closed) {
      return;
    }
  }
}
