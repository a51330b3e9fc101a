package io.drayage.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The service as a process of its own, to be killed. */
record ServiceProcess(Process process, URI uri) implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("registry ready at (http://\\S+), .*");

  static ServiceProcess start(Path data, List<String> settings) throws IOException {
    return start(data, settings, Redirect.INHERIT);
  }

  /** Starts it with its log in a place of its own. */
  static ServiceProcess start(Path data, List<String> settings, Redirect log) throws IOException {
    return start(List.of(), data, settings, log);
  }

  /** Starts it behind another program, such as one that sets limits. */
  static ServiceProcess start(List<String> launcher, Path data, List<String> settings, Redirect log)
      throws IOException {
    List<String> words = new ArrayList<>(launcher);
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.add(StorageService.class.getName());
    words.add("--server.port=0");
    words.add("--drayage.storage.data=" + data);
    words.add("--drayage.storage.stop-with-input=true");
    words.addAll(settings);
    Process process = new ProcessBuilder(words).redirectError(log).start();
    BufferedReader output = process.inputReader();
    for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        return new ServiceProcess(process, URI.create(ready.group(1)));
      }
    }
    throw new IOException("the service ended at its start");
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
