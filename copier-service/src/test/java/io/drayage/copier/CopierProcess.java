package io.drayage.copier;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The service as a process of its own, to be killed or stopped in the middle of a step. */
record CopierProcess(Process process, String name, Api api) implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("copier ready at http://127\\.0\\.0\\.1:(\\d+), .*");

  /** Starts it, and returns when it is ready. */
  static CopierProcess start(String name, Path data, List<String> settings) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.add(CopierService.class.getName());
    words.add("--server.port=0");
    words.add("--drayage.copier.data=" + data);
    words.add("--drayage.copier.name=" + name);
    words.add("--drayage.copier.stop-with-input=true");
    words.add("--springdoc.api-docs.enabled=false"); // of the tests alone, and slow
    words.add("--drayage.copier.security.inside-addresses=allow");
    words.add("--drayage.copier.access.required=false");
    words.addAll(settings);
    Process process =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader output = process.inputReader();
    for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        return new CopierProcess(process, name, new Api(Integer.parseInt(ready.group(1))));
      }
    }
    throw new IOException("the service ended at its start");
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends it a signal, such as {@code STOP}. */
  void signal(String signal) throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    if (exit != 0) {
      throw new IOException("kill -%s failed with %d".formatted(signal, exit));
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
