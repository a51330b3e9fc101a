package io.drayage.standalone;

import io.drayage.service.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** What there is before any service: the folder and the database. Both outlive the services. */
final class Foundation implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  @Override
  public void initialize(ConfigurableApplicationContext context) {
    StandaloneProperties properties =
        Binder.get(context.getEnvironment()).bindOrCreate("drayage", StandaloneProperties.class);
    var beans = (DefaultListableBeanFactory) context.getBeanFactory();
    try {
      DataFolder folder = DataFolder.take(properties.folder());
      beans.registerDisposableBean("dataFolder", folder::close);
      beans.registerSingleton("dataFolder", folder);
      StateFile state = new StateFile(folder.state());
      state.starting();
      beans.registerDisposableBean("stateFile", state::remove);
      beans.registerSingleton("stateFile", state);
      ServiceDatabase database =
          properties.connection().isPresent()
              ? properties.connection().get()
              : embedded(folder.postgres(), beans);
      beans.registerSingleton("serviceDatabase", database);
      beans.registerSingleton("standaloneProperties", properties);
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("standalone", settings(folder, database)));
    } catch (IOException e) {
      beans.destroySingletons();
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      beans.destroySingletons();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the database started", e);
    }
  }

  private static ServiceDatabase embedded(Path folder, DefaultListableBeanFactory beans)
      throws IOException, InterruptedException {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
    beans.registerDisposableBean("embeddedPostgres", postgres::close);
    return new ServiceDatabase(postgres.jdbcUrl(), postgres.username(), postgres.password());
  }

  private static Map<String, Object> settings(DataFolder folder, ServiceDatabase database) {
    Map<String, Object> settings = new HashMap<>(database.settings("storage"));
    settings.put("drayage.storage.data", folder.registry().toString());
    settings.put("drayage.announce", "false");
    return settings;
  }
}
