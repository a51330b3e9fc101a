package io.drayage.storage;

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
    SpringApplication.run(StorageService.class, words);
  }
}
