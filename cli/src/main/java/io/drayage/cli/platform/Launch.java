package io.drayage.cli.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The start of a platform, until it says that it is ready.
 *
 * @param url where it answers
 * @param adminToken at the first start on a database
 */
public record Launch(String url, Optional<String> adminToken) {
  private static final Pattern READY = Pattern.compile("dray ready at (\\S+), .*");
  private static final Pattern TOKEN = Pattern.compile("first admin token, .*: (\\S+)");

  /**
   * Starts it in the background: in a session of its own, so that neither Ctrl-C nor the end of the
   * terminal reach it, with a log in the folder.
   *
   * @param command the words that start the service
   * @throws IOException when it ends before it is ready, with the end of its log
   */
  public static Launch detached(PlatformFolder folder, List<String> command)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("setsid"));
    words.addAll(command);
    LogTail log = new LogTail(folder.log());
    long before = log.end();
    Process process =
        new ProcessBuilder(words)
            .directory(folder.path().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .redirectError(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
            .start();
    return await(process)
        .orElseThrow(
            () ->
                new IOException(
                    "the service did not start; its log, %s, ends with%n%s"
                        .formatted(folder.log(), tail(log, before))));
  }

  /**
   * Reads what a service says until it is ready.
   *
   * @return nothing when it has ended instead
   */
  public static Optional<Launch> await(Process process) throws IOException, InterruptedException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    Optional<String> token = Optional.empty();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while the service started");
      }
      Matcher told = TOKEN.matcher(line);
      if (told.matches()) {
        token = Optional.of(told.group(1));
      }
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        return Optional.of(new Launch(ready.group(1), token));
      }
    }
    process.waitFor();
    return Optional.empty();
  }

  private static String tail(LogTail log, long position) {
    try {
      return log.since(position);
    } catch (IOException e) {
      return "(which cannot be read: %s)".formatted(e.getMessage());
    }
  }
}
