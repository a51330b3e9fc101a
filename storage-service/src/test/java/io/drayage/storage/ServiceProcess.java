package io.drayage.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The service as a process of its own, to be killed. */
record ServiceProcess(Process process, URI uri) implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("registry ready at (http://\\S+), .*");

  /** What runs it: another program, such as one that sets limits, and options of its JVM. */
  record Launch(List<String> launcher, List<String> options) {
    static Launch plain() throws IOException {
      return new Launch(List.of(), ServiceArchive.options());
    }
  }

  static ServiceProcess start(Path data, List<String> settings) throws IOException {
    return start(data, settings, Redirect.INHERIT);
  }

  /** Starts it with its log in a place of its own. */
  static ServiceProcess start(Path data, List<String> settings, Redirect log) throws IOException {
    return start(Launch.plain(), data, settings, log);
  }

  /** Starts it behind another program, such as one that sets limits. */
  static ServiceProcess start(List<String> launcher, Path data, List<String> settings, Redirect log)
      throws IOException {
    return start(new Launch(launcher, ServiceArchive.options()), data, settings, log);
  }

  static ServiceProcess start(Launch how, Path data, List<String> settings, Redirect log)
      throws IOException {
    Process process = launch(how, data, settings, log);
    BufferedReader output = process.inputReader();
    for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        return new ServiceProcess(process, URI.create(ready.group(1)));
      }
    }
    throw new IOException("the service ended at its start");
  }

  private static Process launch(Launch how, Path data, List<String> settings, Redirect log)
      throws IOException {
    List<String> words = new ArrayList<>(how.launcher());
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    words.addAll(how.options());
    words.addAll(List.of("-cp", ServiceArchive.classPath()));
    words.add(StorageService.class.getName());
    words.add("--server.port=0");
    words.add("--drayage.storage.data=" + data);
    words.add("--drayage.storage.stop-with-input=true");
    words.add("--springdoc.api-docs.enabled=false"); // of the tests alone, and slow
    words.addAll(settings);
    return new ProcessBuilder(words).redirectError(log).start();
  }

  /** Starts it and kills it with its PostgreSQL so many milliseconds later, ready or not. */
  static void killStarting(Path data, List<String> settings, int millis)
      throws IOException, InterruptedException {
    Process process = launch(Launch.plain(), data, settings, Redirect.INHERIT);
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      throw new IOException("the service ended at its start");
    }
    killAll(process, new Random(millis));
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Kills it with the PostgreSQL that it has started, in any order. */
  void killAll(Random order) throws InterruptedException {
    killAll(process, order);
  }

  private static void killAll(Process process, Random order) throws InterruptedException {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    Collections.shuffle(all, order);
    all.forEach(ProcessHandle::destroyForcibly);
    try {
      for (ProcessHandle killed : all) {
        killed.onExit().get(30, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a process does not end when it is killed", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
