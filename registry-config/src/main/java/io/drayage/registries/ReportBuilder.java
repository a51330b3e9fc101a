package io.drayage.registries;

import io.drayage.registries.ConfigFinding.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what checks find; the same thing found twice counts once. Not thread-safe. */
final class ReportBuilder {
  private final Map<Path, SourceFile> files = new LinkedHashMap<>();
  private final Set<ConfigFinding> findings = new LinkedHashSet<>();

  void file(Path path, SourceFile.State state, String reason) {
    files.putIfAbsent(path, new SourceFile(path, state, reason));
  }

  void add(SourceFile file) {
    files.putIfAbsent(file.path(), file);
  }

  void add(Lint lint) {
    findings.add(ConfigFinding.of(lint));
  }

  void warning(String kind, Position position, String text) {
    findings.add(ConfigFinding.of(Severity.WARNING, kind, position, text));
  }

  void note(String kind, Position position, String text) {
    findings.add(ConfigFinding.of(Severity.NOTE, kind, position, text));
  }

  void error(String kind, Path file, String text) {
    findings.add(ConfigFinding.of(Severity.ERROR, kind, Position.whole(file), text));
  }

  /** All mistakes of a file that cannot be used. */
  void error(String kind, Path file, RegistriesConfigException failure) {
    for (ConfigProblem problem : failure.problems()) {
      findings.add(ConfigFinding.of(Severity.ERROR, kind, problem.position(), problem.text()));
    }
    if (failure.problems().isEmpty()) {
      error(kind, file, String.valueOf(failure.getMessage()));
    }
  }

  ConfigReport report() {
    return new ConfigReport(List.copyOf(files.values()), new ArrayList<>(findings));
  }
}
