package io.drayage.standalone;

import io.drayage.service.settings.ServiceSettings;
import io.drayage.storage.StorageService;
import java.util.Map;
import org.springframework.boot.SpringApplication;

/**
 * Where the platform starts: the registry with its web server, and within the same process the
 * copier, which answers on the same port.
 */
public final class Standalone {
  /** Settings that a user may give in a file of this name in the folder that it is started in. */
  static final String SETTINGS_FILE = "drayage";

  private Standalone() {}

  /** Runs it until the process is asked to end. */
  public static void main(String[] words) {
    application().run(words);
  }

  /** The same, not yet started. */
  static SpringApplication application() {
    SpringApplication application =
        new SpringApplication(StorageService.class, StandaloneConfiguration.class);
    application.setDefaultProperties(settings());
    application.addInitializers(new Foundation());
    return application;
  }

  private static Map<String, Object> settings() {
    Map<String, Object> settings = ServiceSettings.of(StorageService.class).defaults(SETTINGS_FILE);
    settings.putAll(
        Map.of(
            "spring.application.name", "drayage",
            "server.port", "8080",
            // Everybody may pull; who pushes shows who he is.
            "drayage.storage.access.required", "true",
            "drayage.storage.access.anonymous-pull", "**"));
    return settings;
  }
}
