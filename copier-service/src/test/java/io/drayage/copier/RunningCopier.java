package io.drayage.copier;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The service in this JVM, on a free port of loopback. */
record RunningCopier(ConfigurableApplicationContext context) implements AutoCloseable {
  private static final String ACCESS = "--drayage.copier.access.required=";

  /** Starts it with an empty database. */
  static RunningCopier start(Path data, String... settings) throws Exception {
    return startOn(SharedPostgres.newDatabase(), data, settings);
  }

  /** Starts it on a database that others may use as well; the settings name it. */
  static RunningCopier startOn(List<String> database, Path data, String... settings) {
    List<String> words = new ArrayList<>(database);
    words.add("--server.port=0");
    words.add("--drayage.copier.data=" + data);
    // Registries of tests are on loopback; who may call is what some tests are about.
    words.add("--drayage.copier.security.inside-addresses=allow");
    if (List.of(settings).stream().noneMatch(word -> word.startsWith(ACCESS))) {
      words.add(ACCESS + "false");
    }
    words.addAll(List.of(settings));
    return new RunningCopier(
        new SpringApplication(CopierService.class).run(words.toArray(String[]::new)));
  }

  int port() {
    return Integer.parseInt(
        String.valueOf(context.getEnvironment().getProperty("local.server.port")));
  }

  <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  Api api() {
    return new Api(port());
  }

  @Override
  public void close() {
    context.close();
  }
}
