package io.drayage.service.start;

import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The pipe from a parent: it ends with the parent, however that one is killed. */
public final class StandardInput {
  private StandardInput() {}

  /** Ends the process in order when its standard input ends; returns at once. */
  public static void stopAtEnd(ConfigurableApplicationContext context) {
    Thread.ofPlatform().daemon().name("standard-input").start(() -> await(context));
  }

  private static void await(ConfigurableApplicationContext context) {
    try {
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    } catch (IOException _) {
      // As good as its end.
    }
    System.exit(SpringApplication.exit(context));
  }
}
