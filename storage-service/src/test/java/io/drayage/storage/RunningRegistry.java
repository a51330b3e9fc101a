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

  /** Starts it on a database that others may use as well; the settings name it. */
  static RunningRegistry startOn(List<String> database, Path data, String... settings) {
    return start(new SpringApplication(StorageService.class), database, data, settings);
  }

  /** Starts it with the {@link SettableClock}; nothing is collected by itself. */
  static RunningRegistry startWithClock(Path data, String... settings) throws Exception {
    SpringApplication service = new SpringApplication(StorageService.class);
    service.addInitializers(SettableClock::register);
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("--drayage.storage.review-interval=1h");
    return start(service, data, all.toArray(String[]::new));
  }

  /** The same with the database in the folder, as another process left it. */
  static RunningRegistry restartWithClock(Path data, List<String> settings) {
    SpringApplication service = new SpringApplication(StorageService.class);
    service.addInitializers(SettableClock::register);
    return start(service, settings, data, "--drayage.storage.review-interval=1h");
  }

  private static RunningRegistry start(SpringApplication service, Path data, String... settings)
      throws Exception {
    return start(service, SharedPostgres.newDatabase(), data, settings);
  }

  private static RunningRegistry start(
      SpringApplication service, List<String> database, Path data, String... settings) {
    List<String> words = new ArrayList<>(database);
    words.add("--server.port=0");
    words.add("--drayage.storage.data=" + data);
    words.addAll(List.of(settings));
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
