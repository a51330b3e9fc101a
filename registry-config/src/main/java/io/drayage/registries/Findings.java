package io.drayage.registries;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a file, and what is only odd about it. Not thread-safe. */
final class Findings {
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final List<Lint> lints = new ArrayList<>();

  void problem(Position position, String text) {
    problems.add(new ConfigProblem(position, text));
  }

  void lint(LintKind kind, Position position, String text) {
    lints.add(new Lint(kind, position, text));
  }

  List<Lint> lints() {
    return List.copyOf(lints);
  }

  void throwProblems() throws RegistriesConfigException {
    if (!problems.isEmpty()) {
      throw new RegistriesConfigException(problems);
    }
  }
}
