package io.drayage.benchmarks.registry;

import java.util.List;

/** The registries that are compared, each as its users run it. */
enum Contestant {
  DRAYAGE("drayage"),
  DOCKER_REGISTRY("docker-registry");

  private final String label;

  Contestant(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** In turning order, so that neither always finds the machine as the other left it. */
  static List<Contestant> turn(int round) {
    List<Contestant> all = List.of(values());
    return round % 2 == 0 ? all : all.reversed();
  }
}
