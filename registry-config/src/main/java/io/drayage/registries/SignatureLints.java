package io.drayage.registries;

import java.util.Collection;

/** Finds settings of {@code registries.d} that do not do what they seem to say. */
final class SignatureLints {
  private final Findings findings;

  private SignatureLints(Findings findings) {
    this.findings = findings;
  }

  static void of(Collection<SignatureScope> scopes, Findings findings) {
    var finder = new SignatureLints(findings);
    for (SignatureScope scope : scopes) {
      finder.lookAtName(scope);
      scope.reading().ifPresent(finder::lookAtAddress);
      scope.writing().ifPresent(finder::lookAtAddress);
      scope.writing().ifPresent(finder::lookAtWriting);
    }
  }

  private void lookAtName(SignatureScope scope) {
    String name = scope.name();
    if (name.equals(SignatureScope.DEFAULT)) {
      return;
    }
    if (name.startsWith("*.")) {
      if (name.indexOf('/') >= 0 || name.indexOf(':') >= 0 || name.indexOf('*', 1) >= 0) {
        neverMatches(scope, "behind \"*.\" there may be a domain only");
      }
      return;
    }
    if (Names.isSingleNameOnDockerHub(name)) {
      findings.lint(
          LintKind.DOCKER_HUB_WITHOUT_LIBRARY,
          scope.position(),
          "the scope \"%s\" is for a namespace of that name only; an official image is docker.io/library/%s"
              .formatted(name, name.substring("docker.io/".length())));
    }
    String reason = Names.reasonAgainst(withoutTagOrDigest(name));
    if (!reason.isEmpty()) {
      neverMatches(scope, reason);
    }
  }

  /** Other than in registries.conf, a scope may name one image. */
  private static String withoutTagOrDigest(String name) {
    int at = name.indexOf('@');
    String text = at < 0 ? name : name.substring(0, at);
    int colon = text.lastIndexOf(':');
    return colon > 0 && text.indexOf('/') >= 0 && colon > text.lastIndexOf('/')
        ? text.substring(0, colon)
        : text;
  }

  private void neverMatches(SignatureScope scope, String reason) {
    findings.lint(
        LintKind.SIGNATURE_SCOPE_NEVER_MATCHES,
        scope.position(),
        "the scope \"%s\" never matches: %s".formatted(scope.name(), reason));
  }

  private void lookAtAddress(LookasideAddress address) {
    if (address.forRepository("repository") instanceof Lookaside.Unusable unusable) {
      findings.lint(LintKind.LOOKASIDE_UNUSABLE, address.position(), unusable.reason());
    }
    if (address.scheme().equals("http")) {
      findings.lint(
          LintKind.LOOKASIDE_WITHOUT_TLS,
          address.position(),
          "whoever is on the way to \"%s\" can hide signatures; use https"
              .formatted(address.text()));
    }
  }

  private void lookAtWriting(LookasideAddress address) {
    if (address.scheme().startsWith("http")) {
      findings.lint(
          LintKind.LOOKASIDE_NOT_WRITABLE,
          address.position(),
          "signatures cannot be written to \"%s\": only to folders, file:///PATH, which something else then publishes"
              .formatted(address.text()));
    }
  }
}
