package io.drayage.registries;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.ReferenceText;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads and checks the {@code [aliases]} table of one file. */
final class Aliases {
  private final Findings findings;

  Aliases(Findings findings) {
    this.findings = findings;
  }

  Map<String, Optional<ShortNameAlias>> read(TomlValue.Table table) {
    Map<String, Optional<ShortNameAlias>> aliases = new LinkedHashMap<>();
    for (Map.Entry<String, TomlValue> entry : table.entries().entrySet()) {
      String name = entry.getKey();
      Position position = entry.getValue().position();
      if (!(entry.getValue() instanceof TomlValue.Text text)) {
        findings.problem(
            position,
            "the alias \"%s\" must be a string; quote names that hold dots".formatted(name));
        continue;
      }
      reportInvalidName(name, position);
      if (text.value().isEmpty()) {
        aliases.put(name, Optional.empty());
      } else {
        target(text)
            .ifPresent(
                target -> aliases.put(name, Optional.of(new ShortNameAlias(target, position))));
      }
    }
    return aliases;
  }

  private void reportInvalidName(String name, Position position) {
    String reason = reasonAgainstName(name);
    if (!reason.isEmpty()) {
      findings.problem(position, "invalid short name \"%s\": %s".formatted(name, reason));
    }
  }

  private static String reasonAgainstName(String name) {
    try {
      ReferenceText parts = ReferenceText.split(name);
      if (parts.digest().isPresent()) {
        return "must not contain digest";
      }
      if (parts.tag().isPresent()) {
        return "must not contain tag";
      }
      int slash = name.indexOf('/');
      String first = slash < 0 ? "" : name.substring(0, slash);
      if (namesRegistry(first)) {
        return "must not contain registry";
      }
      RegistryHost host = slash < 0 ? RegistryHost.DOCKER_HUB : new RegistryHost(first);
      RepositoryName unused = new RepositoryName(host, name.substring(slash + 1));
      return unused.path().isEmpty() ? "no name" : "";
    } catch (InvalidFormatException e) {
      return "cannot parse short name: " + e.getMessage();
    }
  }

  private Optional<RepositoryName> target(TomlValue.Text text) {
    String value = text.value();
    String reason;
    try {
      ReferenceText parts = ReferenceText.split(value);
      int slash = value.indexOf('/');
      if (parts.digest().isPresent()) {
        reason = "must not contain digest";
      } else if (parts.tag().isPresent()) {
        reason = "must not contain tag";
      } else if (slash < 0 || !namesRegistry(value.substring(0, slash))) {
        reason = "must contain registry and repository";
      } else {
        return Optional.of(RepositoryName.parse(value));
      }
    } catch (InvalidFormatException e) {
      reason = e.getMessage();
    }
    findings.problem(
        text.position(),
        "invalid alias \"%s\": %s; write REGISTRY/REPOSITORY".formatted(value, reason));
    return Optional.empty();
  }

  private static boolean namesRegistry(String first) {
    return first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
  }
}
