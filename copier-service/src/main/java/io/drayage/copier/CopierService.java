package io.drayage.copier;

import io.drayage.copier.config.CopierConfiguration;
import io.drayage.service.settings.ServiceSettings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Where the copier starts. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(CopierConfiguration.class)
public class CopierService {

  /** Runs it until the process is asked to end. */
  public static void main(String[] words) {
    application().run(words);
  }

  /** The same, not yet started; its settings are found beside those of other services, too. */
  static SpringApplication application() {
    SpringApplication application = new SpringApplication(CopierService.class);
    application.setDefaultProperties(
        ServiceSettings.of(CopierService.class).defaults("drayage-copier"));
    return application;
  }
}
