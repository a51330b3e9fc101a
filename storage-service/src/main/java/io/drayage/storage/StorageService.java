package io.drayage.storage;

import io.drayage.service.settings.ServiceSettings;
import io.drayage.storage.config.StorageConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Where the registry starts. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(StorageConfiguration.class)
public class StorageService {

  /** Runs it until the process is asked to end. */
  public static void main(String[] words) {
    application().run(words);
  }

  /** The same, not yet started; its settings are found beside those of other services, too. */
  static SpringApplication application() {
    SpringApplication application = new SpringApplication(StorageService.class);
    application.setDefaultProperties(
        ServiceSettings.of(StorageService.class).defaults("drayage-storage"));
    return application;
  }
}
