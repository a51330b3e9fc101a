package io.drayage.registries;

import io.drayage.registries.ConfigFinding.Severity;
import java.util.List;

/**
 * What was looked at and what was found.
 *
 * @param files in the order of looking
 * @param findings by file and line as far as they have one
 */
public record ConfigReport(List<SourceFile> files, List<ConfigFinding> findings) {

  public ConfigReport {
    files = List.copyOf(files);
    findings = List.copyOf(findings);
  }

  /** How many findings have a severity. */
  public long count(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }
}
