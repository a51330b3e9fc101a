package io.drayage.cli.command;

import io.drayage.cli.go.GoValue;
import io.drayage.cli.go.GoValue.Field;
import io.drayage.cli.go.GoValue.Struct;
import io.drayage.cli.go.GoValue.Text;
import io.drayage.cli.go.GoValue.Whole;
import io.drayage.registries.ConfigFinding;
import java.util.List;

/** A finding as {@code dray registries validate --output json} prints it. */
final class FindingView {
  private FindingView() {}

  static GoValue of(ConfigFinding finding) {
    return new Struct(
        List.of(
            Field.of("file", new Text(finding.position().file().toString())),
            Field.of("line", new Whole(finding.position().line())),
            Field.of("column", new Whole(finding.position().column())),
            Field.of("severity", new Text(finding.severity().toString())),
            Field.of("kind", new Text(finding.kind())),
            Field.of("message", new Text(finding.message())),
            Field.of("remedy", new Text(finding.remedy()))));
  }
}
