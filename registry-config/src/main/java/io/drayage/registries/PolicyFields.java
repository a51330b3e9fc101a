package io.drayage.registries;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The members of one JSON object of a policy. Whatever is wrong becomes a problem, and reading goes
 * on with nothing.
 */
final class PolicyFields {
  private final PolicyValue.Table table;
  private final Findings findings;

  PolicyFields(PolicyValue.Table table, Findings findings) {
    this.table = table;
    this.findings = findings;
  }

  /** The members of a value, if it is an object. */
  static Optional<PolicyFields> of(PolicyValue value, String name, Findings findings) {
    if (value instanceof PolicyValue.Table table) {
      return Optional.of(new PolicyFields(table, findings));
    }
    findings.problem(
        value.position(), "%s must be an object, not %s".formatted(name, value.type()));
    return Optional.empty();
  }

  Position position() {
    return table.position();
  }

  PolicyValue.Table table() {
    return table;
  }

  void allowOnly(Set<String> keys, String name) {
    table
        .members()
        .forEach(
            (key, member) -> {
              if (!keys.contains(key)) {
                findings.problem(
                    member.key(), "unknown key \"%s\" in %s; remove it".formatted(key, name));
              }
            });
  }

  void problem(String text) {
    findings.problem(table.position(), text);
  }

  boolean has(String key) {
    return table.members().containsKey(key);
  }

  Optional<PolicyValue> value(String key) {
    return Optional.ofNullable(table.members().get(key)).map(PolicyValue.Member::value);
  }

  Position place(String key) {
    return value(key).map(PolicyValue::position).orElse(position());
  }

  /** A text that is not empty, or nothing when the key is missing or, which is a problem, wrong. */
  Optional<String> text(String key) {
    return value(key).flatMap(value -> text(value, key));
  }

  /** A text that has to be there. */
  Optional<String> requiredText(String key, String name) {
    if (!has(key)) {
      problem("\"%s\" is missing in %s".formatted(key, name));
    }
    return text(key);
  }

  /** Several texts, none of them empty. */
  Optional<List<String>> texts(String key) {
    Optional<PolicyValue> value = value(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!(value.get() instanceof PolicyValue.Array(var elements, _))) {
      wrongType(value.get(), key, "an array of strings");
      return Optional.empty();
    }
    if (elements.isEmpty()) {
      findings.problem(value.get().position(), "\"%s\" has no entries".formatted(key));
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    elements.forEach(element -> text(element, key).ifPresent(texts::add));
    return texts.size() == elements.size() ? Optional.of(texts) : Optional.empty();
  }

  /** Texts that are base64, under a key for one of them or a key for several. */
  Optional<KeySource> data(String key, Optional<List<String>> texts) {
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    for (String text : texts.get()) {
      if (!isBase64(text)) {
        findings.problem(place(key), "\"%s\" is not valid base64".formatted(key));
        return Optional.empty();
      }
    }
    return Optional.of(new KeySource.Data(texts.get()));
  }

  private static boolean isBase64(String text) {
    String plain = text.replace("\n", "").replace("\r", "");
    try {
      // Java does without the padding, others do not.
      return plain.length() % 4 == 0 && Base64.getDecoder().decode(plain).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Optional<String> text(PolicyValue value, String key) {
    if (!(value instanceof PolicyValue.Text(String text, _))) {
      wrongType(value, key, "a string");
      return Optional.empty();
    }
    if (text.isEmpty()) {
      findings.problem(value.position(), "\"%s\" is empty".formatted(key));
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private void wrongType(PolicyValue value, String key, String wanted) {
    findings.problem(
        value.position(), "\"%s\" must be %s, not %s".formatted(key, wanted, value.type()));
  }
}
