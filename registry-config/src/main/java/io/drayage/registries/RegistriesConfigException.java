package io.drayage.registries;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Configuration that cannot be used: a file that cannot be read or is not valid, a rewrite that
 * yields no reference, a credential helper that fails. The message says where, what is wrong and
 * what to do; a file with several mistakes is reported with all of them.
 */
public final class RegistriesConfigException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  RegistriesConfigException(String message) {
    super(message);
    this.problems = List.of();
  }

  RegistriesConfigException(String message, Throwable cause) {
    super(message, cause);
    this.problems = List.of();
  }

  RegistriesConfigException(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Every mistake with its place, in the order of the file; empty when no place is to blame. */
  public List<ConfigProblem> problems() {
    return problems == null ? List.of() : problems;
  }
}
