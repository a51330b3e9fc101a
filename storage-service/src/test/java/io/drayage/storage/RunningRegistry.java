package io.drayage.storage;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The service in this JVM, on a free port of loopback. */
record RunningRegistry(ConfigurableApplicationContext context) implements AutoCloseable {

  /** Starts it with its blobs in a folder and an empty database. */
  static RunningRegistry start(Path data, String... settings) throws Exception {
    return start(new SpringApplication(StorageService.class), data, settings);
  }

  /** Starts one more on a database that others may use as well. */
  static RunningRegistry start(Path data, List<String> database) {
    return start(new SpringApplication(StorageService.class), data, database);
  }

  /** Starts it with the {@link SettableClock}; nothing is collected by itself. */
  static RunningRegistry startWithClock(Path data) throws Exception {
    SpringApplication service = new SpringApplication(StorageService.class);
    service.addInitializers(SettableClock::register);
    return start(service, data, "--drayage.storage.review-interval=1h");
  }

  private static RunningRegistry start(SpringApplication service, Path data, String... settings)
      throws Exception {
    List<String> words = new ArrayList<>(SharedPostgres.newDatabase());
    words.addAll(List.of(settings));
    return start(service, data, words);
  }

  private static RunningRegistry start(
      SpringApplication service, Path data, List<String> settings) {
    List<String> words = new ArrayList<>(settings);
    words.add("--server.port=0");
    words.add("--drayage.storage.data=" + data);
    return new RunningRegistry(service.run(words.toArray(String[]::new)));
  }

  String authority() {
    return "127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  URI uri() {
    return URI.create("http://" + authority());
  }

  <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }
}
