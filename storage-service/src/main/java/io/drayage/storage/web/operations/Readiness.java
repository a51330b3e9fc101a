package io.drayage.storage.web.operations;

import io.drayage.storage.domain.Check;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether requests should be sent to this replica. Thread-safe. */
public final class Readiness {
  private final List<Check> checks;
  private volatile boolean stopping;

  public Readiness(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /** From now on they should not. */
  public void stop() {
    stopping = true;
  }

  /** What is wrong, by what it is wrong with; nothing when it is ready. */
  Map<String, String> problems() {
    Map<String, String> problems = new LinkedHashMap<>();
    if (stopping) {
      problems.put("service", "it is stopping");
      return problems;
    }
    checks.forEach(
        check -> check.problem().ifPresent(problem -> problems.put(check.name(), problem)));
    return problems;
  }
}
