package io.drayage.registries;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads where the keys of a requirement come from. */
final class KeySources {
  private final PolicyFields fields;
  private final Findings findings;

  KeySources(PolicyFields fields, Findings findings) {
    this.fields = fields;
    this.findings = findings;
  }

  /**
   * The single one of these keys that is there.
   *
   * @param required whether none is a problem
   */
  Optional<KeySource> only(List<String> keys, boolean required) {
    List<String> there = new ArrayList<>(keys);
    there.removeIf(key -> !fields.has(key));
    if (there.isEmpty() && required) {
      fields.problem("exactly one of %s is needed, none is there".formatted(names(keys)));
    }
    if (there.size() > 1) {
      fields.problem("%s cannot be given together; keep one of them".formatted(names(there)));
    }
    List<KeySource> sources = new ArrayList<>();
    there.forEach(key -> read(key).ifPresent(sources::add));
    return sources.stream().findFirst();
  }

  private static String names(List<String> keys) {
    return String.join(", ", keys);
  }

  private Optional<KeySource> read(String key) {
    if (key.equals("fulcio") || key.equals("pki")) {
      return fields
          .value(key)
          .flatMap(value -> PolicyFields.of(value, "\"" + key + "\"", findings))
          .flatMap(inner -> key.equals("fulcio") ? fulcio(inner) : pki(inner));
    }
    if (key.endsWith("Paths")) {
      return fields.texts(key).map(KeySource.Files::new);
    }
    if (key.endsWith("Datas")) {
      return fields.data(key, fields.texts(key));
    }
    Optional<List<String>> one = fields.text(key).map(List::of);
    return key.endsWith("Path") ? one.map(KeySource.Files::new) : fields.data(key, one);
  }

  private Optional<KeySource> fulcio(PolicyFields inner) {
    inner.allowOnly(Set.of("caPath", "caData", "oidcIssuer", "subjectEmail"), "fulcio");
    Optional<KeySource> authority =
        new KeySources(inner, findings).only(List.of("caPath", "caData"), true);
    Optional<String> issuer = inner.requiredText("oidcIssuer", "fulcio");
    Optional<String> email = inner.requiredText("subjectEmail", "fulcio");
    return authority.isPresent() && issuer.isPresent() && email.isPresent()
        ? Optional.of(new KeySource.Fulcio(authority.get(), issuer.get(), email.get()))
        : Optional.empty();
  }

  private Optional<KeySource> pki(PolicyFields inner) {
    inner.allowOnly(
        Set.of(
            "caRootsPath",
            "caRootsData",
            "caIntermediatesPath",
            "caIntermediatesData",
            "subjectEmail",
            "subjectHostname"),
        "pki");
    KeySources sources = new KeySources(inner, findings);
    Optional<KeySource> roots = sources.only(List.of("caRootsPath", "caRootsData"), true);
    Optional<KeySource> intermediates =
        sources.only(List.of("caIntermediatesPath", "caIntermediatesData"), false);
    if (!inner.has("subjectEmail") && !inner.has("subjectHostname")) {
      inner.problem("pki needs subjectEmail or subjectHostname");
    }
    Optional<String> email = inner.text("subjectEmail");
    Optional<String> hostname = inner.text("subjectHostname");
    return roots.map(found -> new KeySource.Pki(found, intermediates, email, hostname));
  }
}
