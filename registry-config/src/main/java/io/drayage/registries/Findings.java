package io.drayage.registries;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what is wrong with a file, and what is only odd about it; the same thing found twice
 * counts once. Not thread-safe.
 */
final class Findings {
  private final Set<ConfigProblem> problems = new LinkedHashSet<>();
  private final Set<Lint> lints = new LinkedHashSet<>();

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
      throw new RegistriesConfigException(
          problems.stream()
              .sorted(
                  Comparator.comparingInt((ConfigProblem problem) -> problem.position().line())
                      .thenComparingInt(problem -> problem.position().column()))
              .toList());
    }
  }
}
