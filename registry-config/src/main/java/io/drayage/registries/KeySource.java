package io.drayage.registries;

import java.util.List;
import java.util.Optional;

/** Where the keys come from that signatures are verified with. Nothing is read yet. Immutable. */
public sealed interface KeySource {

  /** Files with keys or certificates; at least one. */
  record Files(List<String> paths) implements KeySource {
    public Files {
      paths = List.copyOf(paths);
    }
  }

  /** Keys or certificates in the policy itself, each valid base64 and not empty; at least one. */
  record Data(List<String> base64) implements KeySource {
    public Data {
      base64 = List.copyOf(base64);
    }
  }

  /** Short-lived keys, certified by a Fulcio server for somebody who logged in by e-mail. */
  record Fulcio(KeySource authority, String oidcIssuer, String subjectEmail) implements KeySource {}

  /** Keys certified by ordinary authorities; at least one of the subjects is there. */
  record Pki(
      KeySource roots,
      Optional<KeySource> intermediates,
      Optional<String> subjectEmail,
      Optional<String> subjectHostname)
      implements KeySource {}
}
