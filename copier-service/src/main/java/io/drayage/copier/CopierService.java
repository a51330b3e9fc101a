package io.drayage.copier;

import io.drayage.copier.config.CopierConfiguration;
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
    SpringApplication.run(CopierService.class, words);
  }
}
