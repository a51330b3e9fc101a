package io.drayage.benchmarks;

import java.util.Locale;

/** What can be asked for on the command line. */
enum Scenario {
  STARTUP,
  BIG,
  MANY,
  FLEET,
  MEMORY;

  static Scenario named(String word) throws UsageException {
    for (Scenario scenario : values()) {
      if (scenario.label().equals(word)) {
        return scenario;
      }
    }
    throw new UsageException("unknown scenario " + word);
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
