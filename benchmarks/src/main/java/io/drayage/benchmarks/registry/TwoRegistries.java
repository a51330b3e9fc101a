package io.drayage.benchmarks.registry;

import io.drayage.benchmarks.registry.Comparison.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Both contestants at work, and how their answers become figures. */
final class TwoRegistries implements AutoCloseable {
  private final Map<Contestant, ServedRegistry> registries = new EnumMap<>(Contestant.class);
  private final Comparison comparison;

  private TwoRegistries(Comparison comparison) {
    this.comparison = comparison;
  }

  static TwoRegistries start(Path folder, ComparisonSettings settings, Comparison comparison)
      throws IOException, InterruptedException {
    TwoRegistries both = new TwoRegistries(comparison);
    try {
      for (Contestant contestant : Contestant.values()) {
        both.registries.put(
            contestant,
            ServedRegistry.start(contestant, folder.resolve(contestant.label()), settings.dray()));
      }
      return both;
    } catch (IOException | InterruptedException e) {
      both.close();
      throw e;
    }
  }

  /** Something to do with one of them. */
  @FunctionalInterface
  interface Work {
    void on(ServedRegistry registry) throws IOException, InterruptedException;
  }

  /** A load that is measured. */
  @FunctionalInterface
  interface Measured {
    Load on(ServedRegistry registry) throws IOException, InterruptedException;
  }

  void each(int round, Work work) throws IOException, InterruptedException {
    for (Contestant contestant : Contestant.turn(round)) {
      work.on(registry(contestant));
    }
  }

  ServedRegistry registry(Contestant contestant) {
    return java.util.Objects.requireNonNull(registries.get(contestant));
  }

  /** Loads one after the other; what the servers needed meanwhile is part of the sample. */
  void measure(int round, Measured load, Recording recording)
      throws IOException, InterruptedException {
    each(
        round,
        registry -> {
          double before = registry.processes().cpu();
          Load result = load.on(registry);
          double cpu = registry.processes().cpu() - before;
          recording.of(new Sample(registry, result, cpu, comparison));
        });
  }

  /** Turns a sample into figures. */
  @FunctionalInterface
  interface Recording {
    void of(Sample sample);
  }

  /**
   * One load on one registry.
   *
   * @param cpu seconds of all its processes
   */
  record Sample(ServedRegistry registry, Load load, double cpu, Comparison comparison) {
    Sample add(Figure figure, double value) {
      comparison.add(figure, registry.contestant(), value);
      return this;
    }

    double memory() {
      return registry.processes().memory();
    }
  }

  @Override
  public void close() {
    registries.values().forEach(ServedRegistry::close);
  }
}
