package io.drayage.registries;

import io.drayage.image.InvalidFormatException;
import io.drayage.registries.yaml.Yaml;
import io.drayage.registries.yaml.YamlEntry;
import io.drayage.registries.yaml.YamlException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one file of {@code registries.d}. What is wrong becomes a problem, and reading goes on. */
final class SignatureConfigReader {
  private final Path file;
  private final Findings findings;

  SignatureConfigReader(Path file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  List<SignatureScope> read(String text) {
    List<SignatureScope> scopes = new ArrayList<>();
    try {
      List<Node> documents = Yaml.documents(text, file.toString());
      if (documents.isEmpty()) {
        return scopes;
      }
      if (documents.size() > 1) {
        unknown(Yaml.line(documents.get(1)), "all behind the first document of the file");
      }
      for (YamlEntry entry : Yaml.entries(documents.getFirst())) {
        switch (entry.key()) {
          case SignatureScope.DEFAULT -> {
            if (!Yaml.isNull(entry.value())) {
              scope(entry).ifPresent(scopes::add);
            }
          }
          case "docker" -> {
            for (YamlEntry scope : Yaml.entries(entry.value())) {
              scope(scope).ifPresent(scopes::add);
            }
          }
          default -> unknown(entry.line(), "the key \"%s\"".formatted(entry.key()));
        }
      }
    } catch (YamlException e) {
      problem(e);
    } catch (InvalidFormatException e) {
      findings.problem(Position.whole(file), String.valueOf(e.getMessage()));
    }
    return scopes;
  }

  private Optional<SignatureScope> scope(YamlEntry entry) {
    try {
      List<YamlEntry> keys = Yaml.entries(entry.value());
      Optional<Boolean> attachments = Optional.empty();
      for (YamlEntry key : keys) {
        switch (key.key()) {
          case "lookaside", "lookaside-staging", "sigstore", "sigstore-staging" -> {}
          case "use-sigstore-attachments" -> {
            if (!Yaml.isNull(key.value())) {
              attachments = Optional.of(Yaml.bool(key.value()));
            }
          }
          default ->
              unknown(key.line(), "the key \"%s\" of \"%s\"".formatted(key.key(), entry.key()));
        }
      }
      return Optional.of(
          new SignatureScope(
              entry.key(),
              at(entry.line()),
              address(keys, "lookaside", "sigstore"),
              address(keys, "lookaside-staging", "sigstore-staging"),
              attachments));
    } catch (YamlException e) {
      problem(e);
      return Optional.empty();
    }
  }

  /** The value of a key or, without it, of the name that it had in old versions. */
  private Optional<LookasideAddress> address(List<YamlEntry> keys, String key, String oldKey)
      throws YamlException {
    Optional<LookasideAddress> value = address(keys, key);
    Optional<LookasideAddress> old = address(keys, oldKey);
    old.ifPresent(
        address ->
            findings.lint(
                LintKind.OLD_SIGNATURE_KEY,
                address.position(),
                value.isPresent()
                    ? "\"%s\" has no effect beside \"%s\"; remove it".formatted(oldKey, key)
                    : "\"%s\" is an old name; write \"%s\"".formatted(oldKey, key)));
    return value.or(() -> old);
  }

  private Optional<LookasideAddress> address(List<YamlEntry> keys, String key)
      throws YamlException {
    Optional<Node> value = Yaml.find(keys, key);
    if (value.isEmpty() || Yaml.string(value.get()).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new LookasideAddress(Yaml.string(value.get()), at(Yaml.line(value.get()))));
  }

  private void unknown(int line, String what) {
    findings.lint(
        LintKind.UNKNOWN_KEY, at(line), what + " has no effect: no container tool knows it");
  }

  private void problem(YamlException e) {
    findings.problem(at(e.line()), String.valueOf(e.getMessage()));
  }

  private Position at(int line) {
    return new Position(file, line, 1);
  }
}
