package io.drayage.registries;

import io.drayage.registries.PolicyRequirement.InsecureAcceptAnything;
import io.drayage.registries.PolicyRequirement.SignedBy;
import io.drayage.registries.PolicyRequirement.SigstoreSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks a trust policy and that the files it names are there. */
final class PolicyCheck {
  private final ReportBuilder report;

  PolicyCheck(ReportBuilder report) {
    this.report = report;
  }

  /** The policy of a host. */
  void check(ConfigEnvironment environment) {
    Path file = TrustPolicy.file(environment);
    try {
      Optional<byte[]> bytes = BoundedFile.bytes(file);
      report.file(
          file,
          bytes.isPresent() ? SourceFile.State.READ : SourceFile.State.ABSENT,
          "trust policy");
      if (bytes.isPresent()) {
        check(file, TrustPolicy.parse(bytes.get(), file));
      }
    } catch (RegistriesConfigException e) {
      report.error("invalid-policy", file, e);
    }
  }

  /** A file that was named. */
  void check(Path file) {
    report.file(file, SourceFile.State.READ, "trust policy");
    try {
      check(file, TrustPolicy.load(file));
    } catch (RegistriesConfigException e) {
      report.error("invalid-policy", file, e);
    }
  }

  private void check(Path file, TrustPolicy policy) {
    Position whole = Position.whole(file);
    boolean open =
        policy.standard().requirements().stream()
            .allMatch(InsecureAcceptAnything.class::isInstance);
    if (open) {
      report.note(
          "policy-accepts-everything",
          whole,
          "\"default\" accepts every image that no scope is for; reject there, and accept what is meant");
    }
    for (PolicyRule rule : policy.rules()) {
      for (PolicyRequirement requirement : rule.requirements()) {
        files(requirement)
            .filter(path -> !Files.isReadable(Path.of(path)))
            .forEach(
                path ->
                    report.warning(
                        "key-file-missing",
                        whole,
                        "%s of %s names %s, which cannot be read, so that no image is accepted; add the file or correct the path"
                            .formatted(requirement.type(), rule.name(), path)));
      }
    }
  }

  /** The files that a requirement names. */
  static Stream<String> files(PolicyRequirement requirement) {
    return switch (requirement) {
      case SignedBy(_, KeySource keys, _) -> files(keys);
      case SigstoreSigned(KeySource keys, Optional<KeySource> rekor, _) ->
          Stream.concat(files(keys), rekor.stream().flatMap(PolicyCheck::files));
      case PolicyRequirement.InsecureAcceptAnything _, PolicyRequirement.Reject _ -> Stream.empty();
    };
  }

  private static Stream<String> files(KeySource keys) {
    return switch (keys) {
      case KeySource.Files(List<String> paths) -> paths.stream();
      case KeySource.Data _ -> Stream.empty();
      case KeySource.Fulcio fulcio -> files(fulcio.authority());
      case KeySource.Pki pki ->
          Stream.concat(
              files(pki.roots()), pki.intermediates().stream().flatMap(PolicyCheck::files));
    };
  }
}
