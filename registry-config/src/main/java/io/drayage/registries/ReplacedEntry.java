package io.drayage.registries;

import java.util.ArrayList;
import java.util.List;

/** What is lost when a later file has a table for the same prefix. */
final class ReplacedEntry {
  private ReplacedEntry() {}

  static Lint lint(RegistryEntry earlier, RegistryEntry later) {
    List<String> lost = new ArrayList<>();
    if (!earlier.mirrors().isEmpty() && later.mirrors().isEmpty()) {
      lost.add("its mirrors");
    }
    if (earlier.insecure() && !later.insecure()) {
      lost.add("insecure = true");
    }
    if (earlier.blocked() && !later.blocked()) {
      lost.add("blocked = true");
    }
    return new Lint(
        LintKind.DROP_IN_REPLACES_ENTRY,
        later.position(),
        "replaces the table for \"%s\" at %s as a whole%s; repeat here what is still meant"
            .formatted(
                later.prefix(),
                earlier.position(),
                lost.isEmpty() ? "" : ", so that " + String.join(" and ", lost) + " is lost"));
  }
}
