package io.drayage.benchmarks.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Loads a server with GETs by {@code wrk}, whose one thread costs a few microseconds each. */
final class Wrk {
  private static final Pattern MEASURED =
      Pattern.compile("MEASURED (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

  private final Path script;

  Wrk(Path work) throws IOException {
    script = work.resolve("report.lua");
    try (InputStream in = Wrk.class.getResourceAsStream("report.lua")) {
      if (in == null) {
        throw new IOException("report.lua is not on the class path");
      }
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Fetches one URL over and over.
   *
   * @throws IOException when one of the answers was no success
   */
  Load get(String url, int connections, int seconds) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("wrk", "-t1", "-c" + connections));
    words.addAll(List.of("-d" + seconds + "s", "--timeout", "30s"));
    words.addAll(List.of("-H", "Accept: " + HeadLoad.ACCEPT));
    words.addAll(List.of("-s", script.toString(), url));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher matcher = MEASURED.matcher(output);
    if (process.waitFor() != 0 || !matcher.find() || !matcher.group(5).equals("0")) {
      throw new IOException("loading %s failed:%n%s".formatted(url, output));
    }
    return new Load(
        Long.parseLong(matcher.group(1)),
        Long.parseLong(matcher.group(2)),
        Long.parseLong(matcher.group(3)) / 1e6,
        Long.parseLong(matcher.group(4)) / 1e3);
  }
}
