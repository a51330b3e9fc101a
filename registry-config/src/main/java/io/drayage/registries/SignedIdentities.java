package io.drayage.registries;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import java.util.Optional;
import java.util.Set;

/** Reads {@code signedIdentity}. */
final class SignedIdentities {
  private static final String NAME = "signedIdentity";

  private SignedIdentities() {}

  /** The identity of a requirement; without one, the default. */
  static Optional<SignedIdentity> read(PolicyFields requirement, Findings findings) {
    Optional<PolicyValue> value = requirement.value(NAME);
    if (value.isEmpty()) {
      return Optional.of(new SignedIdentity.MatchRepoDigestOrExact());
    }
    Optional<PolicyFields> found = PolicyFields.of(value.get(), "\"" + NAME + "\"", findings);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    PolicyFields fields = found.get();
    Optional<String> type = fields.requiredText("type", NAME);
    return type.isEmpty() ? Optional.empty() : read(type.get(), fields, findings);
  }

  private static Optional<SignedIdentity> read(
      String type, PolicyFields fields, Findings findings) {
    return switch (type) {
      case "matchRepoDigestOrExact" -> plain(fields, new SignedIdentity.MatchRepoDigestOrExact());
      case "matchExact" -> plain(fields, new SignedIdentity.MatchExact());
      case "matchRepository" -> plain(fields, new SignedIdentity.MatchRepository());
      case "exactReference" -> {
        fields.allowOnly(Set.of("type", "dockerReference"), NAME);
        yield checked(fields, "dockerReference", findings, SignedIdentities::checkReference)
            .map(SignedIdentity.ExactReference::new);
      }
      case "exactRepository" -> {
        fields.allowOnly(Set.of("type", "dockerRepository"), NAME);
        yield checked(fields, "dockerRepository", findings, SignedIdentities::checkName)
            .map(SignedIdentity.ExactRepository::new);
      }
      case "remapIdentity" -> {
        fields.allowOnly(Set.of("type", "prefix", "signedPrefix"), NAME);
        Optional<String> prefix =
            checked(fields, "prefix", findings, SignedIdentities::checkPrefix);
        Optional<String> signed =
            checked(fields, "signedPrefix", findings, SignedIdentities::checkPrefix);
        yield prefix.isPresent() && signed.isPresent()
            ? Optional.of(new SignedIdentity.RemapIdentity(prefix.get(), signed.get()))
            : Optional.empty();
      }
      default -> {
        findings.problem(fields.place("type"), "unknown type \"%s\" of %s".formatted(type, NAME));
        yield Optional.empty();
      }
    };
  }

  private static Optional<SignedIdentity> plain(PolicyFields fields, SignedIdentity identity) {
    fields.allowOnly(Set.of("type"), NAME);
    return Optional.of(identity);
  }

  /** Looks whether a text has a form. */
  private interface Check {
    /**
     * @throws InvalidFormatException when it has not
     */
    void check(String text);
  }

  private static Optional<String> checked(
      PolicyFields fields, String key, Findings findings, Check check) {
    Optional<String> text = fields.requiredText(key, NAME);
    if (text.isPresent()) {
      try {
        check.check(text.get());
      } catch (InvalidFormatException e) {
        findings.problem(
            fields.place(key),
            "\"%s\" cannot be \"%s\": %s".formatted(key, text.get(), e.getMessage()));
        return Optional.empty();
      }
    }
    return text;
  }

  private static void checkReference(String text) {
    checkName(text);
    if (text.indexOf('@') < 0 && isRepository(text)) {
      throw new InvalidFormatException("it has neither a tag nor a digest");
    }
  }

  /** A name with a tag, a digest, both or nothing. */
  private static void checkName(String text) {
    int at = text.indexOf('@');
    if (at >= 0) {
      Digest.parse(text.substring(at + 1));
    }
    Reference.parse(at < 0 ? text : text.substring(0, at));
  }

  private static boolean isRepository(String text) {
    try {
      RepositoryName.parse(text);
      return true;
    } catch (InvalidFormatException e) {
      return false;
    }
  }

  /** A registry, or a repository or namespace with its registry. */
  private static void checkPrefix(String text) {
    int slash = text.indexOf('/');
    RegistryHost host = new RegistryHost(slash < 0 ? text : text.substring(0, slash));
    if (slash >= 0) {
      new RepositoryName(host, text.substring(slash + 1));
    }
  }
}
