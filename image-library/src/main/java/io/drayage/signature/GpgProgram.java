package io.drayage.signature;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The installed {@code gpg}: it, its agent and its smartcards hold the private keys. Thread-safe.
 */
public final class GpgProgram {
  private final Map<String, String> environment;

  /**
   * @param environment the variables that {@code gpg} runs with; it is looked for in {@code PATH},
   *     and {@code GNUPGHOME} is the folder with the keys
   */
  public GpgProgram(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * The public keys that it knows among some.
   *
   * @param keys fingerprints, or other names that it knows keys by
   * @return the keys in binary form
   * @throws SigningException when it knows none of them, or is not installed
   */
  public byte[] publicKeys(List<String> keys) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("--batch", "--no-tty", "--no-armor", "--export", "--"));
    arguments.addAll(keys);
    Run run = run(arguments, new byte[0]);
    if (run.exitCode() != 0 || run.output().length == 0) {
      throw new SigningException(
          "gpg has no public key %s; import it with gpg --import, or name a file with keys"
              .formatted(String.join(" or ", keys)));
    }
    return run.output();
  }

  /**
   * What a run ended with.
   *
   * @param output at most {@link Signature#MAXIMUM_SIZE} bytes
   * @param report what it said on its error stream, status lines included
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared or kept
  record Run(int exitCode, byte[] output, String report) {}

  /**
   * Runs it to its end; a person may be asked for a passphrase by the agent meanwhile.
   *
   * @param input what it reads; may hold a passphrase
   * @throws SigningException when it is not installed
   */
  Run run(List<String> arguments, byte[] input) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(executable().toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    // Fixed texts: what it says is shown, and partly read.
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try {
      return talk(process, input);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Path executable() throws SigningException {
    String path = Optional.ofNullable(environment.get("PATH")).orElse("");
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder, "gpg");
      if (!folder.isEmpty() && Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
        return candidate;
      }
    }
    throw new SigningException(
        "gpg is not in the PATH, and it is what holds the keys; install GnuPG (Debian: apt-get install gpg)");
  }

  private static Run talk(Process process, byte[] input) throws IOException {
    var output = new FutureTask<>(() -> read(process.getInputStream()));
    var report = new FutureTask<>(() -> read(process.getErrorStream()));
    Thread.ofVirtual().start(output);
    Thread.ofVirtual().start(report);
    write(process, input);
    try {
      return new Run(
          process.waitFor(), output.get(), new String(report.get(), StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SigningException("gpg was interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("gpg could not be read: " + e.getCause(), e);
    }
  }

  /** A program that ends without reading its input says why by its exit code and its report. */
  private static void write(Process process, byte[] input) {
    try (OutputStream stream = process.getOutputStream()) {
      stream.write(input);
    } catch (IOException closed) {
      return;
    }
  }

  private static byte[] read(InputStream stream) throws IOException {
    byte[] bytes = stream.readNBytes(Signature.MAXIMUM_SIZE + 1);
    if (bytes.length > Signature.MAXIMUM_SIZE) {
      throw new IOException("it printed more than %d bytes".formatted(Signature.MAXIMUM_SIZE));
    }
    return bytes;
  }
}
